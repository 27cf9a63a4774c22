package io.trtdoctor.fallback;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The comment at the top of a program: what it builds and where its scales come from. */
final class Heading {
  private Heading() {}

  /** The comment's lines for a fallback, each one line whatever names it holds. */
  static List<String> of(Fallback fallback) {
    List<Message> lines = new ArrayList<>();
    lines.add(fallback.title());
    lines.add(Message.of("fallback.verified", fallback.recipe().line()));
    fallback.latencyMs().ifPresent(ms -> lines.add(Message.of("fallback.latency", shortly(ms))));
    fallback.difference().ifPresent(d -> lines.add(Message.of("fallback.difference", shortly(d))));
    fallback.lifted().forEach(layer -> lines.add(lifted(layer)));
    cache(fallback).ifPresent(lines::add);
    return inWords(lines);
  }

  /** Four significant digits. */
  private static String shortly(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  static List<String> inWords(List<Message> messages) {
    Texts texts = Texts.in(Language.EN);
    return messages.stream().map(texts::render).map(Printable::line).toList();
  }

  /** The lines as comments. */
  static String commented(String mark, List<String> lines) {
    return lines.stream().map(line -> mark + " " + line).collect(Collectors.joining("\n"));
  }

  private static Message lifted(LiftedLayer layer) {
    return layer
        .to()
        .map(to -> Message.of("fallback.lifted", layer.name(), layer.from().tag(), to.tag()))
        .orElseGet(() -> Message.of("fallback.let-go", layer.name(), layer.from().tag()));
  }

  private static Optional<Message> cache(Fallback fallback) {
    if (fallback.calibrationCache().isPresent()) {
      return Optional.of(Message.of("fallback.cache-is-beside", FallbackExports.CACHE));
    }
    return fallback
        .recipe()
        .calibrator()
        .map(
            algorithm ->
                Message.of(
                    "fallback.cache-is-to-be-made",
                    FallbackExports.CACHE,
                    PolygraphyCommand.calibrating(fallback.recipe(), algorithm)));
  }
}
