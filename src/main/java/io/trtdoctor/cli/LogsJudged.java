package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.buildlog.RegisteredLayers;
import io.trtdoctor.console.Progress;
import java.nio.file.Path;
import java.util.Map;

/** Reads logs and has each build in them judged. */
final class LogsJudged {
  private LogsJudged() {}

  /** Judges all logs, or what is there besides if there is none. */
  static void of(Map<String, Path> logs, Judgement judgement, EventSpool events, Session session) {
    if (logs.isEmpty()) {
      judgement.withoutLog();
      return;
    }
    String task = session.texts().text("cli.reading-logs");
    try (Progress progress = session.console().progress(task, -1)) {
      logs.forEach(
          (name, file) -> {
            judgement.layersOfNextLog(RegisteredLayers.read(file, name));
            BuildLogReader.read(
                file,
                name,
                log -> {
                  judgement.of(log);
                  events.add(judgement.size(), log);
                  progress.at(judgement.size());
                });
          });
    }
  }
}
