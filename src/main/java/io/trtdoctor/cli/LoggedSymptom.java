package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogMessages;
import io.trtdoctor.experiment.SameFailure;
import io.trtdoctor.experiment.Symptom;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The failure that the user's own logs show. */
final class LoggedSymptom {
  private LoggedSymptom() {}

  /** The first error of the first build that has one. */
  static Optional<Symptom> in(Map<String, Path> logs) {
    AtomicReference<Optional<Symptom>> found = new AtomicReference<>(Optional.empty());
    logs.forEach(
        (name, file) ->
            BuildLogReader.read(
                file,
                name,
                log -> found.updateAndGet(known -> known.or(() -> symptom(file, log)))));
    return found.get();
  }

  private static Optional<Symptom> symptom(Path file, BuildLog log) {
    return log.all(LogEvent.Problem.class).stream()
        .map(LogEvent.Problem::line)
        .filter(line -> line.severity().isError())
        .findFirst()
        .map(
            line ->
                SameFailure.in(
                    LogMessages.read(file, log.file(), log.firstLine(), log.lastLine()),
                    line.message()));
  }
}
