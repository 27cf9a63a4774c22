package io.trtdoctor.probe;

import io.trtdoctor.model.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What the calibrator hands over. */
public sealed interface Batches {
  /** How many batches there are, up to a fault. */
  int count();

  /** Nothing: the first {@code getBatch} returns false. */
  record None() implements Batches {
    @Override
    public int count() {
      return 0;
    }
  }

  /**
   * Values made by one {@code java.util.Random}, batch after batch, input after input, each in
   * memory order.
   *
   * @param distribution what the values are like
   * @param seed of the generator
   * @param count how many batches
   * @param notANumberIn the batch, from 0, whose first value is replaced by NaN
   */
  record Synthetic(Distribution distribution, long seed, int count, OptionalInt notANumberIn)
      implements Batches {
    public Synthetic {
      requireCount(count);
    }

    /** Whether every value is NaN. */
    public boolean isAllNotANumber() {
      return count > 0 && distribution == Distribution.NAN;
    }

    public static Synthetic normal(long seed, int count) {
      return new Synthetic(Distribution.NORMAL, seed, count, OptionalInt.empty());
    }
  }

  /** What synthetic values are like. */
  enum Distribution {
    /** {@code (float) random.nextGaussian()}. */
    NORMAL,
    /** {@code random.nextFloat()}, from 0 to 1. */
    UNIFORM,
    /** All zero; the generator is not asked. */
    ZEROS,
    /** {@code 1e-30f * (float) random.nextGaussian()}, which TensorRT takes for zero. */
    NEAR_ZERO,
    /**
     * Like photographs that torchvision normalised: every plane of the last two dimensions is a
     * grid of 8 by 8 {@code random.nextFloat()} with values between them, plus {@code 0.05 *
     * random.nextGaussian()}, kept within 0 to 1, rounded to 255ths, minus 0.449, over 0.226.
     */
    IMAGES,
    /** None is a number; the generator is not asked. */
    NAN;

    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Samples from files, batch after batch. */
  record Files(List<Sample> samples) implements Batches {
    public Files {
      samples = List.copyOf(samples);
    }

    @Override
    public int count() {
      return samples.size();
    }
  }

  /**
   * One batch: where the values of each input come from, piece after piece, all of one size; the
   * key {@code *} means any input.
   */
  record Sample(Map<String, List<Source>> inputs) {
    public Sample {
      inputs =
          inputs.entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    }

    /** A batch in which each input comes in one piece. */
    public static Sample of(Map<String, Source> inputs) {
      return new Sample(
          inputs.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))));
    }
  }

  /**
   * A part of a file.
   *
   * @param file a {@code .npy} or {@code .npz} file, Polygraphy's JSON, raw little-endian values,
   *     or an image
   * @param format how to read it
   * @param member the array's name in a {@code .npz} file or in a batch of Polygraphy's JSON
   * @param index which of the file's consecutive blocks of the piece's size, or of Polygraphy's
   *     batches, from 0
   * @param type of raw values, empty for the input's
   * @param image how an image becomes values; only for an image
   */
  record Source(
      FileRef file,
      Format format,
      Optional<String> member,
      int index,
      Optional<DataType> type,
      Optional<Preprocessing> image) {
    public Source {
      if ((format == Format.IMAGE) != image.isPresent()) {
        throw new IllegalArgumentException("only images are preprocessed, and all of them are");
      }
    }

    /** An array, or raw values of the input's type. */
    public Source(FileRef file, Format format, Optional<String> member, int index) {
      this(file, format, member, index, Optional.empty(), Optional.empty());
    }
  }

  /** How a file of samples is laid out. */
  enum Format {
    NPY,
    NPZ,
    RAW,
    /** A list of objects with an encoded NumPy array for each input. */
    POLYGRAPHY,
    /** A JPEG or PNG file. */
    IMAGE;

    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Good batches and then a fault put in on purpose.
   *
   * @param good what is handed over before; its count is how many batches go well
   * @param fault what happens then
   */
  record Faulty(Synthetic good, Fault fault) implements Batches {
    @Override
    public int count() {
      return good.count();
    }
  }

  /** A mistake that users' calibrators make. */
  enum Fault {
    /** The pointers handed over point to host memory. */
    HOST_POINTER,
    /** The pointers handed over are null. */
    NULL_POINTER,
    /** The calibrator raises an exception. */
    EXCEPTION;

    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static void requireCount(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a negative number of batches: " + count);
    }
  }
}
