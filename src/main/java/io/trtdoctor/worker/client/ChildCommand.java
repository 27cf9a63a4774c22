package io.trtdoctor.worker.client;

import io.trtdoctor.probe.FileRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line and environment of a child. */
final class ChildCommand {
  private static final String LIBRARIES = "LD_LIBRARY_PATH";

  /**
   * A terminal sends Ctrl-C to children too, but ending them is up to the parent: a JVM that is
   * started with SIGINT ignored keeps ignoring it.
   */
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

  private final ChildSettings settings;
  private final Path folder;

  /**
   * @param folder this child's own, for its output, crash reports and core files
   */
  ChildCommand(ChildSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  Process start(Path socket, Optional<Integer> device) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words(socket))
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    Map<String, String> environment = builder.environment();
    String libraries =
        Stream.concat(
                settings.line().libraryPath().stream()
                    .map(path -> path.toAbsolutePath().toString()),
                Stream.ofNullable(environment.get(LIBRARIES)))
            .collect(Collectors.joining(File.pathSeparator));
    if (!libraries.isEmpty()) {
      environment.put(LIBRARIES, libraries);
    }
    device.ifPresent(
        number -> {
          environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
          environment.put("CUDA_VISIBLE_DEVICES", number.toString());
        });
    return builder.start();
  }

  private List<String> words(Path socket) {
    List<String> words = new ArrayList<>(DEAF_TO_CTRL_C);
    words.addAll(unbuffered());
    words.add(settings.line().java().toString());
    words.add("-Xmx2g");
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-XX:-CreateCoredumpOnCrash");
    words.add("-XX:ErrorFile=" + folder.resolve("hs_err.log"));
    words.add("-Dfile.encoding=UTF-8");
    words.add("-cp");
    words.add(classPath());
    words.add(settings.mainClass());
    words.add(socket.toString());
    for (FileRef plugin : settings.plugins()) {
      words.add(plugin.path().map(Path::toString).orElse(plugin.sha256()));
    }
    return words;
  }

  /**
   * The line's jars come first, so that another line's on our own class path do no harm; absolute,
   * since the child works in a folder of its own.
   */
  private String classPath() {
    return Stream.concat(
            settings.line().classPath().stream(),
            Stream.of(settings.ownClassPath().split(File.pathSeparator)).map(Path::of))
        .map(entry -> entry.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Coreutils' {@code stdbuf}, where there is one: native code's stdout goes to a file, and what it
   * prints during one probe would else be seen during a later one.
   */
  private static List<String> unbuffered() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, "stdbuf"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(stdbuf -> List.of(stdbuf.toString(), "-o0", "-e0"))
        .orElse(List.of());
  }
}
