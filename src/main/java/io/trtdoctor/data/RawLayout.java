package io.trtdoctor.data;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How raw files are laid out: {@code TYPE} or {@code TYPE:SHAPE}, for example {@code
 * uint8:224x224x3}.
 *
 * @param type by our tag or NumPy's name, {@code fp32} or {@code float32}
 * @param shape of one sample, empty for the input's
 */
record RawLayout(DataType type, Optional<List<Long>> shape) {
  private static final Pattern WORDS = Pattern.compile("([a-z0-9]+)(?::(\\d{1,9}(?:x\\d{1,9})*))?");

  /**
   * Reads the option.
   *
   * @throws UsageException if it makes no sense
   */
  static RawLayout parse(String option) {
    Matcher words = WORDS.matcher(option);
    if (!words.matches()) {
      throw wrong(option);
    }
    String tag = words.group(1).replaceFirst("^float(?=\\d)", "fp");
    DataType type =
        Arrays.stream(DataType.values())
            .filter(known -> known.tag().equals(tag) && known.bytes().isPresent())
            .findFirst()
            .orElseThrow(() -> wrong(option));
    return new RawLayout(
        type,
        Optional.ofNullable(words.group(2))
            .map(shape -> Arrays.stream(shape.split("x")).map(Long::valueOf).toList()));
  }

  private static UsageException wrong(String option) {
    return new UsageException(Message.of("data.raw-unknown", option));
  }
}
