package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as {@code 1024}, {@code 0.5G} or {@code 1e9}, in bytes. */
public final class MemorySize {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,18}(?:\\.\\d{0,9})?(?:[eE]\\+?\\d{1,2})?)\\s*([bBkKmMgG]?)(?:i?[bB])?");
  private static final Map<String, Long> UNITS =
      Map.of("b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

  private MemorySize() {}

  /** trtexec counts in MiB where no suffix says otherwise. */
  static long inMebibytes(String text, GivenOption option) {
    return bytes(text, "m", option);
  }

  /** The size that an option gives, in bytes where no suffix says otherwise. */
  public static long inBytes(GivenOption option) {
    return bytes(option.value(), "b", option);
  }

  /** Polygraphy counts in bytes where no suffix says otherwise. */
  static long inBytes(String text, GivenOption option) {
    return bytes(text, "b", option);
  }

  private static long bytes(String text, String unit, GivenOption option) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      String suffix = matcher.group(2).toLowerCase(Locale.ROOT);
      BigDecimal factor = BigDecimal.valueOf(UNITS.get(suffix.isEmpty() ? unit : suffix));
      BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(factor);
      if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return bytes.longValue();
      }
    }
    throw new UsageException(Message.of("settings.malformed-size", option.name(), text));
  }
}
