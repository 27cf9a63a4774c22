package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.Locale;
import java.util.Optional;

/**
 * Something about a calibration cache worth telling.
 *
 * @param line its line in the cache, from 1; empty if it is about the whole file or about what is
 *     not there
 * @param tensor the tensor concerned, if it is about one
 * @param text what is wrong, in words
 */
public record CacheProblem(
    Kind kind, Optional<Integer> line, Optional<TensorName> tensor, Message text) {
  /** Whether a problem can harm a build or is only worth knowing. */
  public enum Weight {
    FAULT,
    NOTE
  }

  /** What can be wrong with a cache. */
  public enum Kind {
    /** The first line is no {@code TRT-VERSION-CALIBRATOR}; TensorRT ignores such a cache. */
    NO_HEADER(Weight.FAULT),
    /** A header and not one entry. */
    NO_ENTRIES(Weight.FAULT),
    /** The header names a calibrator we do not know. */
    UNKNOWN_CALIBRATOR(Weight.FAULT),
    /** The header names another calibrator than the build uses; TensorRT rejects the cache. */
    OTHER_CALIBRATOR(Weight.FAULT),
    /**
     * The header names another TensorRT. 8.6.1 took an 8.5.3 cache without a word (measured); 10.x
     * is reported to reject 8.x caches.
     */
    OTHER_VERSION(Weight.NOTE),
    /** Every scale is zero: the calibration data were zero or none reached the network. */
    ALL_SCALES_ZERO(Weight.FAULT),
    /** A zero scale of a tensor that needs one. */
    ZERO_SCALE(Weight.FAULT),
    /** A zero scale that may be a constant's, where TensorRT writes zero in healthy caches too. */
    ZERO_SCALE_MAYBE_CONSTANT(Weight.NOTE),
    NAN_SCALE(Weight.FAULT),
    INFINITE_SCALE(Weight.FAULT),
    NEGATIVE_SCALE(Weight.FAULT),
    /** So small that arithmetic on it loses digits or flushes it to zero. */
    SUBNORMAL_SCALE(Weight.FAULT),
    /** Above {@link CacheCheck#LARGEST_PLAUSIBLE_SCALE}. */
    HUGE_SCALE(Weight.FAULT),
    /** A tensor has two entries with the same scale. */
    DUPLICATE(Weight.NOTE),
    /** A tensor has two entries that differ. */
    CONTRADICTION(Weight.FAULT),
    UNREADABLE_LINE(Weight.FAULT),
    /** More than half of the usable scales are one number. */
    MOSTLY_EQUAL_SCALES(Weight.NOTE),
    /** Tensors that have nothing to do with each other have one scale, bit for bit. */
    EQUAL_SCALES(Weight.NOTE),
    /** A scale far greater than any next to it. */
    GREAT_BESIDE_NEIGHBOURS(Weight.NOTE),
    /** A scale far smaller than any next to it. */
    SMALL_BESIDE_NEIGHBOURS(Weight.NOTE),
    /** A name the network lacks. */
    FOREIGN_ENTRY(Weight.FAULT),
    /** A tensor of the network that needs a scale and has no entry. */
    MISSING_TENSOR(Weight.FAULT);

    private final Weight weight;

    Kind(Weight weight) {
      this.weight = weight;
    }

    public Weight weight() {
      return weight;
    }

    /** The name in kebab-case, as printed. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether it can harm a build. */
  public boolean isFault() {
    return kind.weight() == Weight.FAULT;
  }

  static CacheProblem ofFile(Kind kind, Object... args) {
    return new CacheProblem(kind, Optional.empty(), Optional.empty(), text(kind, args));
  }

  static CacheProblem ofLine(Kind kind, int line, Object... args) {
    return new CacheProblem(kind, Optional.of(line), Optional.empty(), text(kind, args));
  }

  static CacheProblem ofTensor(Kind kind, TensorName tensor) {
    return new CacheProblem(kind, Optional.empty(), Optional.of(tensor), text(kind, tensor));
  }

  static CacheProblem ofEntry(Kind kind, Entry entry, Object... args) {
    return new CacheProblem(
        kind, Optional.of(entry.line()), Optional.of(entry.tensor()), text(kind, args));
  }

  private static Message text(Kind kind, Object... args) {
    return Message.of("calibration.problem." + kind.tag(), args);
  }
}
