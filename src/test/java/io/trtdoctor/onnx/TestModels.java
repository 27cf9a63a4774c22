package io.trtdoctor.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the models of the test resources with their weights, which are zero in the large ones. */
public final class TestModels {
  private TestModels() {}

  /** Copies {@code efficientvit_b0.onnx.gz} and so on to a folder. */
  public static Path copied(String name, Path folder) {
    try (InputStream in = TestModels.class.getResourceAsStream("/models/" + name)) {
      Path file = folder.resolve(name);
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
