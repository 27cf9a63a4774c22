package io.trtdoctor.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.settings.LikeCommand;
import io.trtdoctor.settings.SettingsParser;
import io.trtdoctor.text.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrtexecLineTest {
  @TempDir private Path folder;

  @Test
  void theSettingsReadBackFromTheLineAreThoseOfTheVerifiedBuild() {
    BuildSettings settings = readBack(SampleFallbacks.plain());

    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.INT8, BuilderFlag.FP16, BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    assertThat(settings.constraintMode()).contains(ConstraintMode.OBEY);
    assertThat(settings.calibrator()).contains(CalibrationAlgorithm.ENTROPY_2);
    assertThat(settings.calibrationCache()).contains("calibration.cache");
    assertThat(settings.workspaceBytes()).contains(1L << 30);
    assertThat(settings.minShapes()).isEqualTo(Map.of("input:0", List.of(1, 3, 8)));
    assertThat(settings.optShapes()).isEqualTo(Map.of("input:0", List.of(2, 3, 8)));
    assertThat(settings.maxShapes()).isEqualTo(Map.of("input:0", List.of(4, 3, 8)));
    assertThat(settings.notUnderstood()).isEmpty();
    assertThat(asked(settings))
        .containsExactlyInAnyOrder(
            "/conv0/Conv int8 []", "/conv1/Conv fp16 [FP16]", "a layer: with a colon int8 []");
    assertThat(TrtexecLine.of(SampleFallbacks.plain()).gaps()).isEmpty();
  }

  @Test
  void theLineReadBackNamesOnlyLayersThatTrtexecCanBeTold() {
    Fallback hostile = SampleFallbacks.hostile();

    List<String> told =
        readBack(hostile).constraints().stream().map(PrecisionConstraint::pattern).toList();

    assertThat(told)
        .containsExactlyInAnyOrder(
            "back\\slash\\",
            "100%s %n {0} ${asked} ${network}",
            "$(touch pwned) `id`; rm -r x & | > f",
            "trigraph??/",
            "名字é\uD83D\uDE00",
            "=HYPERLINK(\"x\")",
            "ends with backslash\\",
            "\\u0022 \\x41 \\101 \\N{BULLET}");
    assertThat(reasons(hostile))
        .contains(
            "fallback.name-quote",
            "fallback.name-hidden",
            "fallback.name-comma",
            "fallback.name-of-several");
    assertThat(TrtexecLine.of(hostile).gaps())
        .extracting(Message::key)
        .contains("fallback.trtexec-ranges", "fallback.trtexec-outputs", "fallback.trtexec-input");
  }

  @Test
  void theShellHandsTrtexecTheWordsThatWereMeantAndRunsNothingElse() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("there is no /bin/sh here").isTrue();
    Fallback hostile = SampleFallbacks.hostile();
    Path script = Files.writeString(folder.resolve("trtexec.sh"), script(hostile));
    Files.writeString(folder.resolve("calibration.cache"), SampleFallbacks.CACHE);
    Path played =
        Files.writeString(folder.resolve("trtexec"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(played.toFile().setExecutable(true)).isTrue();

    Path said = folder.resolve("said");
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", script.toString())
            .directory(folder.toFile())
            .redirectOutput(said.toFile())
            .redirectError(folder.resolve("errors").toFile());
    shell.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
    assertThat(shell.start().waitFor()).isZero();

    assertThat(Files.readAllLines(said)).isEqualTo(LikeCommand.parse(script(hostile)).arguments());
    assertThat(Files.readString(folder.resolve("errors"))).startsWith("left out: 10;");
    assertThat(folder.resolve("pwned")).doesNotExist();
  }

  @Test
  void withoutItsCacheTheScriptStopsBeforeTrtexec() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("there is no /bin/sh here").isTrue();
    Path script = Files.writeString(folder.resolve("trtexec.sh"), script(SampleFallbacks.plain()));

    Process shell =
        new ProcessBuilder("/bin/sh", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("no calibration.cache here; see the comment\n");
    assertThat(shell.waitFor()).isOne();
  }

  @Test
  void theCacheOfAnotherCalibratorIsNotGivenToTrtexec() {
    Fallback plain = SampleFallbacks.plain();
    Fallback minMax =
        SampleFallbacks.with(
            plain,
            plain.recipe().toBuilder()
                .calibrator(CalibrationAlgorithm.MIN_MAX, new Batches.None())
                .build());

    assertThat(readBack(minMax).calibrationCache()).isEmpty();
    assertThat(TrtexecLine.of(minMax).gaps())
        .containsExactly(Message.of("fallback.trtexec-calibrator", "IInt8MinMaxCalibrator"));
  }

  @Test
  void whereConstraintsAreIgnoredNoLayerIsNamed() {
    Fallback plain = SampleFallbacks.plain();
    Recipe ignoring =
        plain.recipe().toBuilder()
            .constraints(ConstraintMode.NONE, plain.recipe().constraints())
            .build();
    Fallback fallback = SampleFallbacks.with(plain, ignoring);

    assertThat(readBack(fallback).constraints()).isEmpty();
    assertThat(TrtexecLine.of(fallback).gaps())
        .containsExactly(Message.of("fallback.trtexec-mode-none"));
  }

  @Test
  void aTypeThatTrtexecOfTensorRt8HasNoWordForIsLeftOut() {
    assertThat(reasons(oneAsk("8.6", DataType.BF16))).containsExactly("fallback.type-unknown");
    assertThat(reasons(oneAsk("10.6", DataType.BF16))).isEmpty();
  }

  @Test
  void aListStaysWithinWhatACommandLineTakes() {
    List<String> names = IntStream.range(0, 2000).mapToObj(i -> i + "x".repeat(100)).toList();
    Fallback many = asks("8.6", names, DataType.FP16);

    String script = script(many);

    assertThat(reasons(many)).isNotEmpty().containsOnly("fallback.list-too-long");
    assertThat(LikeCommand.parse(script).arguments()).allMatch(word -> word.length() < 131_072);
    assertThat(readBack(many).constraints().size() + reasons(many).size()).isEqualTo(2000);
  }

  @ParameterizedTest
  @CsvSource({"1048576,1", "1024,1K", "1025,1025B"})
  void theWorkspaceIsWrittenToTheByte(long bytes, String size) {
    Fallback plain = SampleFallbacks.plain();
    Fallback limited =
        SampleFallbacks.with(plain, plain.recipe().toBuilder().workspaceBytes(bytes).build());

    assertThat(script(limited)).contains("--memPoolSize=workspace:" + size + " ");
    assertThat(readBack(limited).workspaceBytes()).contains(bytes);
  }

  private static String script(Fallback fallback) {
    return TrtexecLine.of(fallback).script();
  }

  private static BuildSettings readBack(Fallback fallback) {
    return SettingsParser.ofCommand(script(fallback));
  }

  private static List<String> asked(BuildSettings settings) {
    return settings.constraints().stream()
        .map(c -> c.pattern() + " " + c.precision().orElseThrow().tag() + " " + c.outputTypes())
        .toList();
  }

  /** Why layers are left out. */
  private static List<String> reasons(Fallback fallback) {
    return TrtexecLine.of(fallback).gaps().stream()
        .filter(gap -> gap.key().equals("fallback.trtexec-layer"))
        .map(gap -> ((Message) gap.args().get(1)).key())
        .toList();
  }

  private static Fallback oneAsk(String line, DataType type) {
    return asks(line, List.of("layer"), type);
  }

  private static Fallback asks(String line, List<String> names, DataType type) {
    Fallback plain = SampleFallbacks.plain();
    List<BuilderLayer> layers = new ArrayList<>();
    List<PrecisionConstraint> rules = new ArrayList<>();
    for (String name : names) {
      rules.add(SampleFallbacks.rule(Target.LAYER_NAME, name, type));
      layers.add(
          new BuilderLayer(layers.size(), name, "CONVOLUTION", Optional.of(type), List.of(), ""));
    }
    return new Fallback(
        plain.title(),
        Recipe.of(plain.recipe().model(), line).constraints(ConstraintMode.OBEY, rules).build(),
        layers,
        List.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }
}
