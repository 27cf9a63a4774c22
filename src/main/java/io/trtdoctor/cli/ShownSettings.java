package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.model.BuildSettings;

/** The settings of a build: what the user says, and where he says nothing what the log shows. */
final class ShownSettings {
  private ShownSettings() {}

  static BuildSettings in(BuildLog log, BuildSettings given) {
    return given;
  }
}
