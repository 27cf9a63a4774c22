package io.trtdoctor.cli;

import io.trtdoctor.bundle.NamesInTexts;
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

/** Who made a case and who packs it, and on which machines. */
final class Identities {
  private Identities() {}

  /** This machine, the user who runs this, and those that the case names. */
  static Identity of(StoredCase stored, Map<String, String> environment) {
    Identity named = NamesInTexts.of(stored);
    Set<String> users = new HashSet<>(named.users());
    Optional.ofNullable(System.getProperty("user.name")).ifPresent(users::add);
    Set<String> hosts = hosts(environment);
    hosts.addAll(named.hosts());
    return new Identity(users, hosts);
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
