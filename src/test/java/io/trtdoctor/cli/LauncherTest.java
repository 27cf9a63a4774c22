package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher as an installed distribution has it, beside the classes under test. */
@Tag("process")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path LAUNCHER = Path.of("scripts/trt-doctor").toAbsolutePath();

  @TempDir private Path folder;
  private Path launcher;
  private Path cache;

  @BeforeEach
  void install() throws IOException {
    Path home = Files.createDirectories(folder.resolve("a place with spaces"));
    launcher = Files.createDirectories(home.resolve("bin")).resolve("trt-doctor");
    Files.copy(LAUNCHER, launcher);
    Files.createDirectories(home.resolve("lib"));
    cache = folder.resolve("cache");
  }

  @Test
  void javaIsTakenFromJavaHomeAndGetsTheArgumentsAsTheyAre() throws Exception {
    jar();
    Path java = fakeJava("17.0.1", "for word; do printf '<%s>' \"$word\"; done");

    Run run = run(Map.of("JAVA_HOME", java.toString()), "triage", "a b.log", "*", "");

    assertThat(run.out).endsWith("<io.trtdoctor.Main><triage><a b.log><*><>");
    assertThat(run.exitCode).isZero();
  }

  @Test
  void anOldJavaIsRefusedInOneLine() throws Exception {
    jar();
    Path java = fakeJava("1.8.0_392", "echo started");

    Run run = run(Map.of("JAVA_HOME", java.toString()), "env");

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err).contains("1.8.0_392").contains("17").hasLineCount(1);
    assertThat(run.out).isEmpty();
  }

  @Test
  void aWrongJavaHomeIsNamed() throws Exception {
    jar();

    Run run = run(Map.of("JAVA_HOME", "/no/such/java"), "env");

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err).contains("/no/such/java").hasLineCount(1);
  }

  @Test
  void aDamagedInstallationIsNamed() throws Exception {
    Path java = fakeJava("17.0.1", "echo started");

    Run run = run(Map.of("JAVA_HOME", java.toString()), "env");

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err).contains("lib").contains("damaged");
  }

  @Test
  void theLauncherSpeaksTheLanguageAskedFor() throws Exception {
    Run run = run(Map.of("JAVA_HOME", "/no/such/java"), "env", "--lang", "zh");

    assertThat(run.err).contains("其中没有 bin/java");
  }

  @Test
  void linksToTheLauncherAreFollowed() throws Exception {
    jar();
    Path java = fakeJava("21", "echo started");
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
    launcher = Files.createSymbolicLink(folder.resolve("link to link"), Path.of("link"));

    assertThat(link).isSymbolicLink();
    assertThat(run(Map.of("JAVA_HOME", java.toString())).out).contains("started");
  }

  @Test
  void aCacheFolderThatCannotBeWrittenIsNoObstacle() throws Exception {
    jar();
    Path java = fakeJava("17.0.1", "echo started");
    cache = Files.writeString(folder.resolve("a file"), "");

    Run run = run(Map.of("JAVA_HOME", java.toString()), "env");

    assertThat(run.out).isEqualTo("started\n");
    assertThat(run.err).isEmpty();
  }

  @Test
  void anotherCollectorTakesThePlaceOfOurs() throws Exception {
    jar();
    Path java = fakeJava("17.0.1", "echo \"$@\"");

    Run run =
        run(Map.of("JAVA_HOME", java.toString(), "TRT_DOCTOR_JAVA_OPTS", "-XX:+UseG1GC -Xmx2g"));

    assertThat(run.out).contains("-XX:+UseG1GC -Xmx2g").doesNotContain("UseSerialGC");
  }

  private void jar() throws IOException {
    Files.writeString(launcher.resolveSibling("../lib/trt-doctor-9.9.9.jar"), "a jar");
  }

  private Path fakeJava(String version, String script) throws IOException {
    Path home = Files.createDirectories(folder.resolve("java home"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private record Run(int exitCode, String out, String err) {}

  private Run run(Map<String, String> environment, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toList());
    ProcessBuilder builder = new ProcessBuilder(command);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Run(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
