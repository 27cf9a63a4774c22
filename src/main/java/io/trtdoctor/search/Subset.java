package io.trtdoctor.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A set of candidates, by their places in the list of all; never changes. */
final class Subset {
  private static final int BITS = Long.SIZE;

  private final long[] words;
  private final int hash;

  private Subset(long[] words) {
    this.words = words;
    this.hash = Arrays.hashCode(words);
  }

  static Subset none(int candidates) {
    return new Subset(new long[(candidates + BITS - 1) / BITS]);
  }

  static Subset all(int candidates) {
    return none(candidates).with(IntStream.range(0, candidates).toArray(), 0, candidates);
  }

  Subset with(int place) {
    long[] copy = words.clone();
    copy[place / BITS] |= 1L << place;
    return new Subset(copy);
  }

  /** With some of these places. */
  Subset with(int[] places, int from, int to) {
    long[] copy = words.clone();
    for (int i = from; i < to; i++) {
      copy[places[i] / BITS] |= 1L << places[i];
    }
    return new Subset(copy);
  }

  Subset without(int place) {
    long[] copy = words.clone();
    copy[place / BITS] &= ~(1L << place);
    return new Subset(copy);
  }

  Subset or(Subset other) {
    long[] copy = words.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] |= other.words[i];
    }
    return new Subset(copy);
  }

  Subset and(Subset other) {
    long[] copy = words.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] &= other.words[i];
    }
    return new Subset(copy);
  }

  Subset minus(Subset other) {
    long[] copy = words.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] &= ~other.words[i];
    }
    return new Subset(copy);
  }

  /** The members at this place and before it. */
  Subset upTo(int place) {
    long[] copy = words.clone();
    int word = place / BITS;
    copy[word] &= -1L >>> (BITS - 1 - place % BITS);
    Arrays.fill(copy, word + 1, copy.length, 0);
    return new Subset(copy);
  }

  boolean has(int place) {
    return (words[place / BITS] >>> place & 1) != 0;
  }

  boolean contains(Subset other) {
    for (int i = 0; i < words.length; i++) {
      if ((other.words[i] & ~words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  boolean meets(Subset other) {
    for (int i = 0; i < words.length; i++) {
      if ((other.words[i] & words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  /** The last member's place, -1 if there is none. */
  int last() {
    for (int i = words.length - 1; i >= 0; i--) {
      if (words[i] != 0) {
        return i * BITS + BITS - 1 - Long.numberOfLeadingZeros(words[i]);
      }
    }
    return -1;
  }

  /** The members' places in ascending order. */
  int[] places() {
    int[] places = new int[size()];
    int next = 0;
    for (int i = 0; i < words.length; i++) {
      for (long rest = words[i]; rest != 0; rest &= rest - 1) {
        places[next++] = i * BITS + Long.numberOfTrailingZeros(rest);
      }
    }
    return places;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subset subset && Arrays.equals(words, subset.words);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(places());
  }
}
