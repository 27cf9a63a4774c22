package io.trtdoctor.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/unpack-kit.sh} on a small kit in two parts. */
class UnpackKitTest {
  private static final String PACK =
      """
      set -eu
      mkdir -p kit/nat
      echo library >kit/nat/libnvinfer.so.8
      (cd kit && sha256sum nat/libnvinfer.so.8 >SHA256SUMS)
      mkdir parts
      tar -czf whole -C kit .
      head -c 100 whole >parts/trt-doctor-kit-8.6.tar.gz.0000
      tail -c +101 whole >parts/trt-doctor-kit-8.6.tar.gz.0001
      (cd parts && sha256sum trt-doctor-kit-* >kit.sha256)
      """;

  @TempDir private Path folder;

  @BeforeEach
  void pack() throws Exception {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    assertThat(sh("-c", PACK)).isZero();
    Files.copy(Path.of("scripts/unpack-kit.sh"), folder.resolve("parts/unpack-kit.sh"));
  }

  private int sh(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "sh";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  @Test
  void partsAreJoinedAndUnpacked() throws Exception {
    assertThat(sh("parts/unpack-kit.sh", "unpacked")).as(said()).isZero();

    assertThat(folder.resolve("unpacked/nat/libnvinfer.so.8")).hasContent("library");
  }

  @Test
  void aDamagedPartIsNamedAndNothingIsUnpacked() throws Exception {
    Files.writeString(folder.resolve("parts/trt-doctor-kit-8.6.tar.gz.0001"), "damaged");

    assertThat(sh("parts/unpack-kit.sh", "unpacked")).isEqualTo(3);
    assertThat(said()).contains("trt-doctor-kit-8.6.tar.gz.0001: FAILED").doesNotContain("0000");
    assertThat(folder.resolve("unpacked/nat")).doesNotExist();
  }

  @Test
  void aMissingPartIsNamed() throws Exception {
    Files.delete(folder.resolve("parts/trt-doctor-kit-8.6.tar.gz.0000"));

    assertThat(sh("parts/unpack-kit.sh", "unpacked")).isEqualTo(3);
    assertThat(said()).contains("trt-doctor-kit-8.6.tar.gz.0000");
  }

  @Test
  void withoutAFolderItSaysHowItIsUsed() throws Exception {
    assertThat(sh("parts/unpack-kit.sh")).isEqualTo(2);
    assertThat(said()).contains("usage:");
  }
}
