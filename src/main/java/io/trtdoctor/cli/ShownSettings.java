package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.Fact;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.settings.LogSettings;
import io.trtdoctor.settings.SettingsParser;
import java.util.Optional;

/** The settings of a build: what the user says, and where he says nothing what the log shows. */
final class ShownSettings {
  private ShownSettings() {}

  static BuildSettings in(BuildLog log, BuildSettings given) {
    BuildSettings known = given;
    for (Fact fact : log.all(Fact.class)) {
      if (showsSettings(fact.topic())) {
        String where = log.file() + ":" + fact.line().number();
        Optional<BuildSettings> shown = LogSettings.ofLine(fact.line().raw(), where);
        known = shown.isEmpty() ? known : SettingsParser.merge(known, shown.get());
      }
    }
    return known;
  }

  private static boolean showsSettings(Fact.Topic topic) {
    return switch (topic) {
      case COMMAND_LINE, PRECISION, CALIBRATION -> true;
      case TENSORRT_VERSION, MODEL_FILE, OPSET, PRODUCER, LAYER_COUNT, PROGRAM -> false;
    };
  }
}
