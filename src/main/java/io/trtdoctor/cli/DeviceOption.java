package io.trtdoctor.cli;

import io.trtdoctor.environment.Gpu;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/**
 * The GPUs to spread builds over, by their numbers, as {@code nvidia-smi} counts, or {@code all}.
 *
 * <p>They have to be of one model: what one builds says nothing of another, and kernel timings of
 * one would mislead it.
 */
final class DeviceOption {
  static final String NAME = "--device";
  private static final int MOST_DIGITS = 4;

  private final List<Gpu> present;

  private DeviceOption(List<Gpu> present) {
    this.present = present;
  }

  /**
   * The numbers, each once; none if the option is not given.
   *
   * @param present the GPUs of this machine
   * @throws UsageException if the value is neither numbers nor {@code all}, or GPUs of different
   *     models are named
   * @throws MachineLacksException if there is no GPU of that number
   */
  static List<Integer> of(ParseResult line, List<Gpu> present) {
    return Optional.ofNullable(line.<String>matchedOptionValue(NAME, null))
        .map(value -> new DeviceOption(present).numbers(value))
        .orElse(List.of());
  }

  private List<Integer> numbers(String value) {
    List<Integer> numbers =
        value.equals("all")
            ? everyNumber().boxed().toList()
            : Arrays.stream(value.split(",", -1))
                .map(text -> number(text, value))
                .distinct()
                .toList();
    numbers.forEach(this::requirePresent);
    requireOneModel(numbers);
    return numbers;
  }

  private IntStream everyNumber() {
    return IntStream.range(0, present.size());
  }

  private static int number(String text, String value) {
    if (!text.matches("\\d{1," + MOST_DIGITS + "}")) {
      throw new UsageException(Message.of("cli.usage.no-devices", NAME, value));
    }
    return Integer.parseInt(text);
  }

  private void requirePresent(int number) {
    if (number >= present.size()) {
      throw new MachineLacksException(
          Message.of("cli.gpu.no-such-device", number, listed(everyNumber().boxed())));
    }
  }

  private void requireOneModel(List<Integer> numbers) {
    if (numbers.stream().map(number -> present.get(number).name()).distinct().count() > 1) {
      throw new UsageException(Message.of("cli.gpu.other-models", listed(numbers.stream())));
    }
  }

  private String listed(Stream<Integer> numbers) {
    return numbers
        .map(number -> number + " " + present.get(number).name())
        .collect(Collectors.joining(", "));
  }
}
