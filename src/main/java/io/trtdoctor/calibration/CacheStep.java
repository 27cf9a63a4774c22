package io.trtdoctor.calibration;

import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that was done to a cache, or could not be done.
 *
 * @param tensor the tensor concerned, empty for a line that is no entry
 * @param text what was done and where the scale comes from, in words
 */
public record CacheStep(Kind kind, Optional<TensorName> tensor, Message text) {
  /** What can be done to an entry. */
  public enum Kind {
    RENAMED,
    ADDED_FROM_CACHE,
    ADDED_FROM_KIN,
    REPLACED_FROM_CACHE,
    REPLACED_FROM_KIN,
    DROPPED_BAD,
    DROPPED_FOREIGN,
    DROPPED_EARLIER,
    DROPPED_LINE,
    /** A zero scale of which nobody can say, without the network, whether it matters. */
    LEFT_ZERO,
    /** A tensor without an entry that nothing gives one to. */
    LEFT_MISSING,
    /** An entry of another cache that is not taken, as its scale is no scale. */
    LEFT_BAD;

    /** The name in kebab-case, as printed. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static CacheStep of(Kind kind, TensorName tensor, Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = tensor;
    System.arraycopy(args, 0, all, 1, args.length);
    return new CacheStep(kind, Optional.of(tensor), text(kind, all));
  }

  static CacheStep ofLine(int line, String text) {
    return new CacheStep(Kind.DROPPED_LINE, Optional.empty(), text(Kind.DROPPED_LINE, line, text));
  }

  private static Message text(Kind kind, Object... args) {
    return Message.of("calibration.step." + kind.tag(), args);
  }

  /** Whether the cache was changed. */
  public boolean isChange() {
    return !kind.tag().startsWith("left-");
  }
}
