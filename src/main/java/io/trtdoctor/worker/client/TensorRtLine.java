package io.trtdoctor.worker.client;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A TensorRT that children can be started with.
 *
 * @param name the line, for example {@code 8.6}; a recipe's {@code line} must equal it
 * @param classPath JavaCPP's presets for this line: tensorrt, cuda and javacpp, each with the jar
 *     of its JNI library
 * @param libraryPath where the shared libraries of TensorRT and CUDA lie, in order of preference
 * @param java the Java runtime to start
 */
public record TensorRtLine(String name, List<Path> classPath, List<Path> libraryPath, Path java) {
  public TensorRtLine {
    classPath = List.copyOf(classPath);
    libraryPath = List.copyOf(libraryPath);
  }

  /**
   * The line in a folder with {@code jars}, {@code lib}, {@code nat} and perhaps {@code jre}, as an
   * offline kit unpacks to.
   *
   * @throws MachineLacksException if there are no jars in it
   */
  public static TensorRtLine unpacked(String name, Path home) {
    Path jre = home.toAbsolutePath().resolve("jre/bin/java");
    return new TensorRtLine(
        name,
        jarsIn(home.resolve("jars")),
        List.of(home.resolve("lib"), home.resolve("nat"), Path.of("/usr/local/nvidia/lib64")),
        Files.isExecutable(jre) ? jre : thisJava());
  }

  /**
   * A TensorRT that is installed on the system, with the presets from a folder of jars.
   *
   * @param libraries folders with {@code libnvinfer.so} and the CUDA libraries, which may be empty
   *     where the loader finds them by itself
   */
  public static TensorRtLine installed(String name, Path jars, List<Path> libraries) {
    return new TensorRtLine(name, jarsIn(jars), libraries, thisJava());
  }

  private static List<Path> jarsIn(Path folder) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new MachineLacksException(Message.of("probe.line-without-jars", folder.toString()), e);
    }
    if (jars.isEmpty()) {
      throw new MachineLacksException(Message.of("probe.line-without-jars", folder.toString()));
    }
    jars.sort(null);
    return jars;
  }

  static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
