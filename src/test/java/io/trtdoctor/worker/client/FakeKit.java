package io.trtdoctor.worker.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that looks like an unpacked offline kit; the Java runtime in it starts {@link
 * PlayingChild} whatever it is asked for.
 */
public final class FakeKit {
  private FakeKit() {}

  /** Makes one for a line. */
  public static Path in(Path folder, String presets) throws IOException {
    Files.createDirectories(folder.resolve("jars"));
    Files.createDirectories(folder.resolve("nat"));
    Files.createDirectories(folder.resolve("jre/bin"));
    Files.createFile(folder.resolve("jars/tensorrt-" + presets + ".jar"));
    Files.createFile(folder.resolve("nat/libnvinfer.so.8"));
    Files.createFile(folder.resolve("nat/libnvinfer_builder_resource.so.8.6.1"));
    Path java = folder.resolve("jre/bin/java");
    Files.writeString(
        java,
        "#!/bin/sh\nfor last; do case $last in -XX:*) flags=\"$flags $last\" ;; esac; done\nexec '"
            + TensorRtLine.thisJava()
            + "' $flags -cp '"
            + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + "' "
            + PlayingChild.class.getName()
            + " \"$last\"\n");
    if (!java.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + java);
    }
    return folder;
  }
}
