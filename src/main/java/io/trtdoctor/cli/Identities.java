package io.trtdoctor.cli;

import io.trtdoctor.bundle.Redaction.Identity;
import io.trtdoctor.stored.StoredCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who made a case and who packs it, and on which machines. */
final class Identities {
  private static final Pattern HOME =
      Pattern.compile("(?:/home/|/Users/|\\\\Users\\\\)([^/\\\\\\s]+)[/\\\\]");

  private Identities() {}

  /** This machine, the user who runs this, and users whose home folders the case names. */
  static Identity of(StoredCase stored, Map<String, String> environment) {
    Set<String> users = new HashSet<>();
    Optional.ofNullable(System.getProperty("user.name")).ifPresent(users::add);
    Stream.concat(stored.command().stream(), stored.inputs().stream().map(StoredCase.Input::name))
        .map(HOME::matcher)
        .flatMap(Matcher::results)
        .forEach(home -> users.add(home.group(1)));
    return new Identity(users, hosts(environment));
  }

  private static Set<String> hosts(Map<String, String> environment) {
    Set<String> hosts = new HashSet<>();
    for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
      Optional.ofNullable(environment.get(variable)).ifPresent(hosts::add);
    }
    try {
      hosts.add(Files.readString(Path.of("/etc/hostname")).strip());
    } catch (IOException e) {
      return hosts; // only Linux has that file
    }
    return hosts;
  }
}
