package io.trtdoctor.cli;

import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.ScaleTrace.LayerStep;
import io.trtdoctor.model.ScaleTrace.Step;
import io.trtdoctor.model.ScaleTrace.TensorStep;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.stream.Collectors;

/** The way of a scale through the network, one station a line. */
final class TraceText {
  private final Texts texts;

  TraceText(Texts texts) {
    this.texts = texts;
  }

  String of(ScaleTrace trace) {
    return trace.steps().stream()
        .map(step -> texts.render(told(step)))
        .collect(Collectors.joining("\n"));
  }

  private static Message told(Step step) {
    if (step instanceof TensorStep tensor) {
      return tensor(tensor);
    }
    return layer((LayerStep) step);
  }

  private static Message tensor(TensorStep step) {
    Message scale =
        step.inCache()
            .map(TraceText::entry)
            .orElseGet(
                () ->
                    Message.of(
                        step.shouldHaveScale() ? "cli.trace.missing" : "cli.trace.not-needed"));
    return Message.of("cli.trace.tensor", step.name(), scale);
  }

  private static Message entry(Entry entry) {
    return Message.of("cli.trace.entry", Decimals.of(entry.scale()), entry.line());
  }

  private static Message layer(LayerStep step) {
    Object constraint = step.constraint().<Object>map(TraceText::constraint).orElse("");
    return Message.of(
        step.copiesScale() ? "cli.trace.copying-layer" : "cli.trace.layer",
        step.layer().operator(),
        step.layer().name(),
        constraint);
  }

  private static Message constraint(PrecisionConstraint constraint) {
    return Message.of(
        "cli.trace.constraint",
        constraint.precision().map(type -> type.tag()).orElse("-"),
        constraint.source());
  }
}
