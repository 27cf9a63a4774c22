package io.trtdoctor.repro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.Recipe;
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

  /** What a program among the sources writes to its folder. */
  private Path writtenBy(String program) throws Exception {
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
    Path written = work.resolve("networks");
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      loader
          .loadClass(program)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {written.toString()});
    }
    return written;
  }

  private List<Path> made() throws Exception {
    try (Stream<Path> files = Files.walk(writtenBy("ReproNetworks"))) {
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

  @Test
  void theProbesOfFusedBlocksComeInPairsOfOneNetworkAndTwoCaches() throws Exception {
    Path folder = writtenBy("FusedBlocks");
    List<ReproCase> probes = ReproCase.in(folder);

    assertThat(probes).hasSize(38);
    for (ReproCase probe : probes.stream().filter(p -> p.name().endsWith("-whole")).toList()) {
      Path twin = folder.resolve(probe.name().replace("-whole", "-input-only"));
      Recipe whole = probe.recipe("8.6", work);
      Recipe inputOnly = ReproCase.read(twin).recipe("8.6", work);
      assertThat(inputOnly.model().sha256()).isEqualTo(whole.model().sha256());
      assertThat(scales(inputOnly)).containsExactly("input");
      assertThat(scales(whole)).containsAll(outputs(whole));
    }
  }

  private static List<String> scales(Recipe recipe) {
    return CalibrationCacheReader.read(recipe.calibrationCache().orElseThrow().path().orElseThrow())
        .entries()
        .stream()
        .map(entry -> entry.tensor().value())
        .toList();
  }

  private static List<String> outputs(Recipe recipe) {
    return OnnxReader.read(recipe.model().path().orElseThrow()).layers().stream()
        .flatMap(layer -> layer.outputs().stream())
        .map(tensor -> tensor.value())
        .toList();
  }
}
