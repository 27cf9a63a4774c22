package io.trtdoctor.fallback;

import io.trtdoctor.escape.CommandLine;
import io.trtdoctor.fallback.FailingBuild.Ending;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shell script that has trtexec make a build again and looks for its error in the log. */
final class ReproducingShell {
  private static final int MISSING = 3;

  private ReproducingShell() {}

  static String of(FailingBuild build, TrtexecLine line) {
    List<Message> comment = new ArrayList<>(build.heading());
    comment.addAll(line.gaps());
    return Template.fill(
        "reproduce.sh",
        Map.of(
            "heading", Heading.commented("#", Heading.inWords(comment)),
            "line", build.recipe().line(),
            "guards",
                line.guards(
                    "not the recorded build", MISSING, List.of(FilePaths.model(build.recipe()))),
            "command", line.command(),
            "limit", build.ending() == Ending.HUNG ? "limit=1800" : "limit=",
            "verdict", verdict(build)));
  }

  private static String verdict(FailingBuild build) {
    return switch (build.ending()) {
      case BUILT, UNKNOWN -> "came_out 'The build comes out.' 0\n";
      case FAILED -> gone() + build.error().map(error -> seen(error.pattern())).orElse("");
      case CRASHED -> gone() + "[ \"$status\" -gt 128 ] && seen 'The build crashed again.'\n";
      case HUNG -> gone() + "[ \"$status\" -eq 124 ] && seen 'The build did not end again.'\n";
    };
  }

  private static String gone() {
    return "came_out 'The build comes out: the failure is not seen.' 1\n";
  }

  private static String seen(String pattern) {
    return "grep -qE -e "
        + CommandLine.quoted(pattern)
        + " reproduce.log && seen 'The failure is seen again.'\n";
  }
}
