package io.trtdoctor.repro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trtdoctor.onnx.OnnxReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The networks of the repro cases come out of scripts/repro-networks. */
class ReproNetworksTest {
  private static final Path SOURCES = Path.of("scripts/repro-networks");

  @TempDir Path work;

  private List<Path> made() throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "this is a Java without a compiler");
    Path classes = Files.createDirectories(work.resolve("classes"));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", classPath));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources.map(Path::toString).sorted().forEach(arguments::add);
    }
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    Path networks = work.resolve("networks");
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      loader
          .loadClass("ReproNetworks")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {networks.toString()});
    }
    try (Stream<Path> files = Files.walk(networks)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void makingThemAgainGivesTheFilesThatAreThere() throws Exception {
    List<Path> networks = made();

    assertThat(networks).hasSizeGreaterThanOrEqualTo(20);
    for (Path network : networks) {
      Path kept = Path.of("repro-cases").resolve(work.resolve("networks").relativize(network));
      assertThat(kept).as("run scripts/make-repro-networks").hasSameBinaryContentAs(network);
      assertThat(OnnxReader.read(kept).layers()).isNotEmpty();
    }
  }
}
