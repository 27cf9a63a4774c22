package io.trtdoctor.fallback;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lists for {@code --layerPrecisions} and {@code --layerOutputTypes}, by trtexec's rules
 * (NVIDIA/TensorRT, samples/common/sampleOptions.cpp): entries end at commas, whatever is quoted; a
 * name ends at its last colon; single quotes are taken out; a star matches other layers too.
 */
final class TrtexecLayers {
  /** Linux takes no longer word of a command line: 128 KiB with the zero at its end. */
  private static final int LONGEST_LIST = 131_000;

  /** The longest name of a type, and a comma. */
  private static final int LONGEST_ENTRY_TYPE = 6;

  private static final Set<DataType> TYPES_OF_8 =
      EnumSet.of(DataType.FP32, DataType.FP16, DataType.INT8, DataType.INT32);
  private static final Set<DataType> TYPES =
      EnumSet.of(
          DataType.FP32,
          DataType.FP16,
          DataType.BF16,
          DataType.FP8,
          DataType.INT4,
          DataType.INT8,
          DataType.INT32,
          DataType.INT64,
          DataType.BOOL,
          DataType.UINT8);

  private final Set<DataType> types;
  private final StringBuilder precisions = new StringBuilder();
  private final StringBuilder outputTypes = new StringBuilder();
  private final List<Message> gaps = new ArrayList<>();

  private TrtexecLayers(String line) {
    this.types = line.startsWith("8.") ? TYPES_OF_8 : TYPES;
  }

  static TrtexecLayers of(Fallback fallback) {
    TrtexecLayers lists = new TrtexecLayers(fallback.recipe().line());
    Map<String, Long> layersByName =
        fallback.layers().stream()
            .collect(Collectors.groupingBy(BuilderLayer::name, Collectors.counting()));
    Ask.of(fallback).stream()
        .collect(Collectors.groupingBy(Ask::name, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, asks) -> lists.add(asks, layersByName.get(name)));
    return lists;
  }

  /** Empty if no precision is asked for. */
  Optional<String> precisions() {
    return Optional.of(precisions.toString()).filter(list -> !list.isEmpty());
  }

  /** Empty if no output type is asked for. */
  Optional<String> outputTypes() {
    return Optional.of(outputTypes.toString()).filter(list -> !list.isEmpty());
  }

  /** One message for each name that trtexec cannot be told. */
  List<Message> gaps() {
    return List.copyOf(gaps);
  }

  /** Takes what was asked of all the layers of one name. */
  private void add(List<Ask> asks, long layers) {
    Ask ask = asks.get(0);
    Optional<Message> problem =
        problem(ask.name())
            .or(() -> problemOfTypes(ask))
            .or(() -> problemOfTwins(asks, layers))
            .or(() -> problemOfLength(ask));
    if (problem.isPresent()) {
      gaps.add(Message.of("fallback.trtexec-layer", ask.name(), problem.get()));
      return;
    }
    ask.precision().ifPresent(type -> append(precisions, entry(ask, List.of(type))));
    if (!ask.outputTypes().isEmpty()) {
      append(outputTypes, entry(ask, ask.outputTypes()));
    }
  }

  /** Why trtexec cannot be told a name, empty if it can. */
  static Optional<Message> problem(String name) {
    if (name.isBlank()) {
      return Optional.of(Message.of("fallback.name-blank"));
    } else if (name.indexOf(',') >= 0) {
      return Optional.of(Message.of("fallback.name-comma"));
    } else if (name.indexOf('\'') >= 0) {
      return Optional.of(Message.of("fallback.name-quote"));
    } else if (name.indexOf('*') >= 0) {
      return Optional.of(Message.of("fallback.name-star"));
    }
    return Printable.line(name).equals(name)
        ? Optional.empty()
        : Optional.of(Message.of("fallback.name-hidden"));
  }

  private Optional<Message> problemOfTypes(Ask ask) {
    return Stream.concat(ask.precision().stream(), ask.outputTypes().stream())
        .filter(type -> !types.contains(type))
        .findFirst()
        .map(
            type ->
                type == DataType.UNKNOWN
                    ? Message.of("fallback.outputs-in-part")
                    : Message.of("fallback.type-unknown", type.tag()));
  }

  private static Optional<Message> problemOfTwins(List<Ask> asks, long layers) {
    Ask first = asks.get(0);
    boolean alike =
        asks.size() == layers
            && asks.stream()
                .allMatch(
                    other ->
                        other.precision().equals(first.precision())
                            && other.outputTypes().equals(first.outputTypes()));
    return alike ? Optional.empty() : Optional.of(Message.of("fallback.name-of-several"));
  }

  private Optional<Message> problemOfLength(Ask ask) {
    int more = bytes(entry(ask, ask.outputTypes())) + LONGEST_ENTRY_TYPE;
    return Math.max(bytes(precisions), bytes(outputTypes)) + more <= LONGEST_LIST
        ? Optional.empty()
        : Optional.of(Message.of("fallback.list-too-long"));
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String entry(Ask ask, List<DataType> asked) {
    return ask.name() + ":" + asked.stream().map(DataType::tag).collect(Collectors.joining("+"));
  }

  private static void append(StringBuilder list, String entry) {
    list.append(list.isEmpty() ? "" : ",").append(entry);
  }
}
