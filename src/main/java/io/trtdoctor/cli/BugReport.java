package io.trtdoctor.cli;

import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A failure that is our own fault: what to tell the user, and the rest for a file. */
record BugReport(Throwable failure, List<String> args) {
  private static final String TRACKER = "https://github.com/trtdoctor/trt-doctor/issues";

  static BugReport of(Throwable failure, String... args) {
    return new BugReport(failure, List.of(args));
  }

  /** Says that it is our fault and where to report it; the stack trace only if asked for. */
  void tell(Session session, boolean verbose) {
    String what =
        failure.getClass().getSimpleName()
            + Optional.ofNullable(failure.getMessage()).map(m -> ": " + m).orElse("");
    session.say(Message.of("cli.bug", Version.current(), what, TRACKER));
    if (verbose) {
      session.console().say(details());
    } else {
      written().ifPresent(file -> session.say(Message.of("cli.bug.file", file)));
    }
  }

  private Optional<Path> written() {
    try {
      Path file = Files.createTempFile("trt-doctor-bug-", ".txt");
      Files.writeString(file, details());
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String details() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(CommandTree.TOOL + " " + Version.current() + ", Java " + Runtime.version());
    out.println(System.getProperty("os.name") + " " + System.getProperty("os.version"));
    out.println(String.join(" ", args));
    failure.printStackTrace(out);
    out.flush();
    return text.toString();
  }
}
