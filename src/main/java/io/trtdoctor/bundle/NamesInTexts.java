package io.trtdoctor.bundle;

import io.trtdoctor.bundle.Redaction.Identity;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.stored.StoredCase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds who a case tells of: home folders in its texts, and prompts of shells. */
public final class NamesInTexts {
  /** As they stand in logs, and with their backslashes doubled in JSON. */
  private static final Pattern HOME =
      Pattern.compile(
          "(?:/home\\d*/|/Users/|(?i:[A-Z]:[\\\\/]+Users[\\\\/]+))([^/\\\\\\s\"'`:;,<>|)\\]}]+)");

  private static final Pattern PROMPT =
      Pattern.compile("(?<![\\w.-])([\\w.-]+)@([A-Za-z][\\w.-]*):(?=[~/])");

  private final Set<String> users = new HashSet<>();
  private final Set<String> hosts = new HashSet<>();

  private NamesInTexts() {}

  /** The users and hosts that the command line, the inputs' names, the texts and the logs name. */
  public static Identity of(StoredCase stored) {
    NamesInTexts names = new NamesInTexts();
    stored.command().forEach(names::add);
    for (StoredCase.Input input : stored.inputs()) {
      names.add(input.name());
      if (input.role().equals("log")) {
        names.addLog(input.name());
      }
    }
    for (Path file : stored.files()) {
      if (TextFiles.isText(file.toString())) {
        names.addFile(stored.folder().resolve(file));
      }
    }
    return new Identity(names.users, names.hosts);
  }

  private void addLog(String name) {
    try {
      addFile(Path.of(name));
    } catch (InvalidPathException e) {
      // such a file cannot be there
    }
  }

  private void addFile(Path file) {
    if (Files.isRegularFile(file)) {
      try {
        add(new String(CaseTexts.unpacked(file), StandardCharsets.UTF_8));
      } catch (BadInputException e) {
        // what cannot be read is not packed either
      }
    }
  }

  private void add(String text) {
    for (Matcher home = HOME.matcher(text); home.find(); ) {
      users.add(home.group(1));
    }
    for (Matcher prompt = PROMPT.matcher(text); prompt.find(); ) {
      users.add(prompt.group(1));
      hosts.add(prompt.group(2));
    }
  }
}
