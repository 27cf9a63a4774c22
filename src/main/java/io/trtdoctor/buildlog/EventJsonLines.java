package io.trtdoctor.buildlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.buildlog.LogEvent.EngineBuilt;
import io.trtdoctor.buildlog.LogEvent.Fact;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.buildlog.LogEvent.OutsideTrouble;
import io.trtdoctor.buildlog.LogEvent.PhaseBegan;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.buildlog.LogEvent.ScaleCopied;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Writes the events of builds as JSON, one object a line.
 *
 * <p>Every object has {@code build} (from 1), {@code line}, {@code event}, {@code severity} and
 * {@code text} (the line as found); what else it has depends on the event.
 */
public final class EventJsonLines implements Closeable {
  private final JsonGenerator json;

  /** Writes to a stream, which {@link #close} closes. */
  public EventJsonLines(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.setRootValueSeparator(null);
  }

  /** Writes the events of one build. */
  public void write(int build, BuildLog log) throws IOException {
    for (LogEvent event : log.events()) {
      LogLine line = event.line();
      json.writeStartObject();
      json.writeNumberField("build", build);
      json.writeNumberField("line", line.number());
      json.writeStringField("event", tag(event));
      json.writeStringField("severity", tag(line.severity()));
      writeOwnFields(event);
      json.writeStringField("text", line.raw());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String tag(LogEvent event) {
    if (event instanceof PhaseBegan) {
      return "phase-began";
    } else if (event instanceof PhaseEnded) {
      return "phase-ended";
    } else if (event instanceof BatchCalibrated) {
      return "batch-calibrated";
    } else if (event instanceof CalibratorAbsent) {
      return "calibrator-absent";
    } else if (event instanceof CacheUsed) {
      return "cache-used";
    } else if (event instanceof ScaleCopied) {
      return "scale-copied";
    } else if (event instanceof ScaleInEffect) {
      return "scale-in-effect";
    } else if (event instanceof ScaleMissing) {
      return "scale-missing";
    } else if (event instanceof Int8Rejected) {
      return "int8-rejected";
    } else if (event instanceof PrecisionFallback) {
      return "precision-fallback";
    } else if (event instanceof EngineBuilt) {
      return "engine-built";
    } else if (event instanceof Fact) {
      return "fact";
    } else if (event instanceof Problem) {
      return "problem";
    } else if (event instanceof LogEvent.CalibratorCall) {
      return "calibrator-call";
    }
    return "outside-trouble";
  }

  private void writeOwnFields(LogEvent event) throws IOException {
    if (event instanceof PhaseBegan began) {
      json.writeStringField("phase", began.phase().tag());
    } else if (event instanceof PhaseEnded ended) {
      json.writeStringField("phase", ended.phase().tag());
      if (ended.seconds().isPresent()) {
        json.writeNumberField("seconds", ended.seconds().getAsDouble());
      }
    } else if (event instanceof BatchCalibrated batch) {
      json.writeNumberField("batch", batch.batch());
      json.writeNumberField("seconds", batch.seconds());
    } else if (event instanceof CacheUsed cache) {
      json.writeStringField("use", tag(cache.use()));
      json.writeStringField("detail", cache.detail());
    } else if (event instanceof Fact fact) {
      json.writeStringField("topic", tag(fact.topic()));
      json.writeStringField("value", fact.value());
    } else if (event instanceof Problem problem) {
      writeProblem(problem);
    } else if (event instanceof LogEvent.CalibratorCall call) {
      json.writeStringField("callback", call.callback());
      json.writeNumberField("number", call.number());
      json.writeStringField("result", call.result());
      json.writeBooleanField("raised", call.raised());
    } else if (event instanceof OutsideTrouble trouble) {
      json.writeStringField("message", trouble.line().message());
    } else {
      writeScaleFields(event);
    }
  }

  private void writeScaleFields(LogEvent event) throws IOException {
    if (event instanceof ScaleCopied copied) {
      json.writeStringField("tensor", copied.tensor().value());
      json.writeStringField("source", copied.source().value());
      json.writeBooleanField("overriding", copied.overriding());
      json.writeBooleanField("complete", copied.complete());
    } else if (event instanceof ScaleInEffect effect) {
      json.writeStringField("tensor", effect.tensor().value());
      json.writeNumberField("scale", effect.scale().value());
    } else if (event instanceof ScaleMissing missing) {
      json.writeStringField("tensor", missing.tensor().value());
    } else if (event instanceof Int8Rejected rejected) {
      json.writeStringField("layer", rejected.layer().value());
      json.writeStringField("tensor", rejected.tensor().value());
    } else if (event instanceof PrecisionFallback fallback) {
      json.writeStringField("layer", fallback.layer().value());
      json.writeBooleanField("final", fallback.isFinal());
    }
  }

  private void writeProblem(Problem problem) throws IOException {
    if (problem.code().isPresent()) {
      json.writeNumberField("code", problem.code().getAsInt());
    }
    if (problem.sourceFile().isPresent()) {
      json.writeStringField("source-file", problem.sourceFile().get());
    }
    if (problem.function().isPresent()) {
      json.writeStringField("function", problem.function().get());
    }
    if (problem.assertion().isPresent()) {
      json.writeStringField("assertion", problem.assertion().get());
    }
    if (!problem.names().isEmpty()) {
      json.writeArrayFieldStart("names");
      for (String name : problem.names()) {
        json.writeString(name);
      }
      json.writeEndArray();
    }
    if (problem.followsFrom().isPresent()) {
      json.writeNumberField("follows-from", problem.followsFrom().get());
    }
    json.writeStringField("message", problem.line().message());
  }
}
