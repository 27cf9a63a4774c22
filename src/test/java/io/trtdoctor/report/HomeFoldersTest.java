package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeFoldersTest {
  private static final HomeFolders FOLDERS =
      HomeFolders.of(Optional.of("wei"), Optional.of("/data/people/wei"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/home/alice/m.onnx , /home/USER/m.onnx",
        "/home/alice , /home/USER",
        "open '/home/alice' failed , open '/home/USER' failed",
        "--onnx=/home/alice/m.onnx , --onnx=/home/USER/m.onnx",
        "/home2/alice/m , /home2/USER/m",
        "/Users/alice.b/m.onnx , /Users/USER/m.onnx",
        "/mnt/c/Users/alice/m , /mnt/c/Users/USER/m",
        "C:\\Users\\Alice\\m.onnx , C:\\Users\\USER\\m.onnx",
        "C:\\Users\\Alice Smith\\m.onnx , C:\\Users\\USER\\m.onnx",
        "c:/users/alice/m.onnx , c:/users/USER/m.onnx",
        "C:\\\\Users\\\\Alice\\\\m , C:\\\\Users\\\\USER\\\\m",
        "at C:\\Users\\Alice end , at C:\\Users\\USER end",
        "/root/m.onnx , /home/USER/m.onnx",
        "HOME=/root , HOME=/home/USER",
        "/data/people/wei/m.onnx , /home/USER/m.onnx",
        "/scratch/wei/m.onnx , /scratch/USER/m.onnx",
        "D:\\wei\\m.onnx , D:\\USER\\m.onnx",
      })
  void hidesWhoOwnsThePath(String path, String masked) {
    assertThat(FOLDERS.mask(path)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/rootfs/m",
    "/backbone/rootlayer/Conv_output_0",
    "/net/root/Conv",
    "/scratch/weight/m",
    "1: Unexpected exception _Map_base::at",
    "/homeless/Conv"
  })
  void leavesOtherPathsAlone(String path) {
    assertThat(FOLDERS.mask(path)).isEqualTo(path);
  }

  @Test
  void anUnknownUserLeavesTheUsualHomesMasked() {
    HomeFolders folders = HomeFolders.of(Optional.empty(), Optional.of("/"));

    assertThat(folders.mask("/home/bob/a /srv/b")).isEqualTo("/home/USER/a /srv/b");
  }
}
