package io.trtdoctor.fallback;

import io.trtdoctor.escape.CommandLine;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shell script that has trtexec make a build again and looks for its error in the log. */
final class ReproducingShell {
  private static final String CAME_OUT = "[ \"$status\" -eq 0 ]";

  private ReproducingShell() {}

  static String of(FailingBuild build, TrtexecLine line) {
    List<Message> comment = new ArrayList<>(build.heading());
    comment.addAll(line.gaps());
    return Template.fill(
        "reproduce.sh",
        Map.of(
            "heading", Heading.commented("#", Heading.inWords(comment)),
            "line", build.recipe().line(),
            "guards", line.guards("not the recorded build"),
            "command", line.command(),
            "verdict", verdict(build.error())));
  }

  private static String verdict(Optional<FailingBuild.LoggedError> error) {
    String passed =
        error.isPresent() ? "The build comes out: the failure is not seen." : "It comes out.";
    String seen =
        error
            .map(e -> found(e.pattern()) + "\n  echo 'The failure is seen again.'\n  exit 0\nfi\n")
            .orElse("");
    return seen
        + "if "
        + CAME_OUT
        + "; then\n  echo '"
        + passed
        + "'\n  exit "
        + (error.isPresent() ? 1 : 0)
        + "\nfi\n"
        + "echo 'The build fails in another way than was recorded.'\nexit 2";
  }

  private static String found(String pattern) {
    return "if grep -qE -e " + CommandLine.quoted(pattern) + " reproduce.log; then";
  }
}
