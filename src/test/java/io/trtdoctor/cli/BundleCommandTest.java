package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.bundle.OpenedBundle;
import io.trtdoctor.bundle.Weights;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.RecordingReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
  @TempDir private Path folder;

  private Path stored;
  private Path zip;

  @BeforeEach
  void makeACase() throws IOException {
    stored = SampleCase.withoutBatches(folder);
    zip = folder.resolve("ticket.zip");
  }

  private Tool bundle(String... more) {
    return Tool.run(
        Stream.concat(
                Stream.of("bundle", stored.toString(), "-o", zip.toString(), "--backend", "none"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Tool open(String... more) {
    return Tool.run(
        Stream.concat(
                Stream.of("open", zip.toString(), "-o", folder.resolve("opened").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private OpenedBundle opened() {
    return OpenedBundle.of(folder.resolve("opened"));
  }

  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("opened"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    RecordingReader.read(opened().recording().orElseThrow())
        .forEach(probe -> all.append(probe.outcome()).append(probe.recipe()));
    return all.toString();
  }

  @Test
  void theListOfWhatIsInsideIsPrintedAndTheFailureIsNotSaidToBeChecked() {
    Tool tool = bundle();

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out())
        .contains("README.txt")
        .contains("reproduce.py")
        .contains("weights are made up")
        .contains("case/report.html");
    assertThat(tool.err())
        .contains("Not checked")
        .contains("reproduce.sh: trtexec cannot be told what its calibrator hands over")
        .contains("the same cause (calibrator-no-batches)");
  }

  @Test
  void aDryRunWritesNothing() {
    assertThat(bundle("--dry-run").err()).contains("nothing is written");
    assertThat(zip).doesNotExist();
  }

  @Test
  void theSameCaseGivesTheSameBytes() throws IOException {
    bundle();
    byte[] first = Files.readAllBytes(zip);
    Files.delete(zip);

    bundle();

    assertThat(Files.readAllBytes(zip)).isEqualTo(first);
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Files.writeString(zip, "mine");

    assertThat(bundle().exitCode()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(zip).hasContent("mine");
  }

  @Test
  void weightsAreMadeUpAndKeptOnlyIfThatIsAskedFor() throws IOException {
    bundle();
    open();
    OnnxModel own = OnnxModel.read(Path.of(SampleCase.MODEL));
    assertThat(own.weightsUnlike(OnnxModel.read(opened().file(OpenedBundle.MODEL).orElseThrow())))
        .containsExactlyElementsOf(Weights.of(Path.of(SampleCase.MODEL)).replaceable())
        .isNotEmpty();
    Files.delete(zip);
    delete(folder.resolve("opened"));

    bundle("--keep-weights");
    open();

    assertThat(own.weightsUnlike(OnnxModel.read(opened().file(OpenedBundle.MODEL).orElseThrow())))
        .isEmpty();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void homeFoldersAndWordsAreInNoFileOfTheBundle() throws IOException {
    bundle("--redact", "acme", "--redact", "conv0");
    open();

    assertThat(everything())
        .doesNotContain("alice")
        .doesNotContain("acme")
        .doesNotContain("conv0")
        .contains("/home/USER/REDACTED1/silu.onnx");
  }

  @Test
  void aWordThatTheFormatsNeedIsRefused() {
    Tool tool = bundle("--redact", "entropy2");

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(tool.err()).contains("Choose a longer one");
  }

  @Test
  void anOpenedBundleIsJudgedAgainByWhatIsInIt() {
    bundle();

    Tool tool = open();

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.CAUSE_NAMED.code());
    assertThat(tool.out()).contains("calibrator-no-batches");
    assertThat(tool.err()).contains("weights of this network are made up").contains("case folder");
    assertThat(folder.resolve("opened/judged-again")).isNotEmptyDirectory();
  }

  @Test
  void aBuildThatIsMadeAgainIsComparedWithTheRecordedOne() throws IOException {
    bundle();
    open();
    Path again = recorded(SampleCase.failed("1: Unexpected exception _Map_base::at "));
    delete(folder.resolve("opened"));

    Tool tool = open("--rerun", "--backend", "replay:" + again);

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out()).contains("recorded: " + SampleCase.ERROR).contains("The same symptom.");
    assertThat(folder.resolve("opened/rerun.gz")).exists();
  }

  @Test
  void whatIsOpenedInARelativeFolderIsFoundByABuildThatIsMadeInAnother() {
    bundle();
    open();
    Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("opened"));

    assertThat(OpenedBundle.of(relative).recipe().orElseThrow().model().path().orElseThrow())
        .isAbsolute()
        .exists();
  }

  @Test
  void aBuildThatComesOutNowIsToldFromTheRecordedFailure() throws IOException {
    bundle();
    open();
    Path again = recorded(SampleCase.built());
    delete(folder.resolve("opened"));

    Tool tool = open("--rerun", "--json", "--backend", "replay:" + again);

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.UNDETERMINED.code());
    assertThat(tool.out()).contains("\"result\" : \"gone\"");
  }

  @Test
  void aFailureThatIsGoneWithMadeUpWeightsIsNotPackedUnasked() throws IOException {
    bundle();
    open();
    Path gone = recorded(SampleCase.built());
    Files.delete(zip);

    Tool tool =
        Tool.run("bundle", stored.toString(), "-o", zip.toString(), "--backend", "replay:" + gone);
    assertThat(tool.exitCode()).isEqualTo(ExitStatus.UNDETERMINED.code());
    assertThat(tool.err()).contains("GONE").contains("not written").contains("--anyway");
    assertThat(zip).doesNotExist();
  }

  @Test
  void theFewestTrueWeightsThatTheFailureNeedsAreOfferedAndTheBundleWithThemIsChecked()
      throws IOException {
    bundle();
    open();
    List<TensorName> all = Weights.of(Path.of(SampleCase.MODEL)).replaceable();
    TensorName needed = all.get(all.size() / 2);
    Path gpu = everyChoiceOf(all, needed);
    Files.delete(zip);

    Tool gone =
        Tool.run("bundle", stored.toString(), "-o", zip.toString(), "--backend", "replay:" + gpu);
    assertThat(gone.exitCode()).isEqualTo(ExitStatus.UNDETERMINED.code());
    assertThat(gone.err()).contains("true weights of 1").contains("--keep-weights-of " + needed);
    assertThat(zip).doesNotExist();

    Tool kept =
        Tool.run(
            "bundle",
            stored.toString(),
            "-o",
            zip.toString(),
            "--backend",
            "replay:" + gpu,
            "--keep-weights-of",
            needed.value());
    assertThat(kept.exitCode()).as(kept.err()).isZero();
    assertThat(kept.err()).contains("Checked on a GPU").contains("ends as it was recorded");
  }

  /** What a GPU answers for the network with each choice of true weights among made-up ones. */
  private Path everyChoiceOf(List<TensorName> all, TensorName needed) throws IOException {
    Weights weights = Weights.of(Path.of(SampleCase.MODEL));
    Path file = folder.resolve("gpu.gz");
    try (Recording out = Recording.append(file)) {
      for (int choice = 0; choice < 1 << all.size(); choice++) {
        Set<TensorName> kept = new java.util.HashSet<>();
        for (int i = 0; i < all.size(); i++) {
          if ((choice >> i & 1) == 1) {
            kept.add(all.get(i));
          }
        }
        Path model = folder.resolve("choice.onnx");
        try (OutputStream to = Files.newOutputStream(model)) {
          weights.madeUpBut(kept).published(name -> name).writeTo(to);
        }
        out.add(
            opened().recipe().orElseThrow().on(FileRef.of(model)),
            Until.finished(),
            kept.contains(needed) ? SampleCase.failed(SampleCase.ERROR) : SampleCase.built());
      }
    }
    return file;
  }

  @Test
  void theReducedNetworkGoesInAndIsCheckedInPlaceOfTheWhole() throws IOException {
    OnnxModel whole = OnnxModel.read(Path.of(SampleCase.MODEL));
    try (OutputStream out = Files.newOutputStream(stored.resolve("reduced.onnx"))) {
      whole.withSeededWeights(Set.of()).published(name -> name).writeTo(out);
    }
    Tool tool = bundle();
    open();
    assertThat(tool.out()).contains("the part of the network that still fails");
    assertThat(opened().manifest().model().network()).isEqualTo("reduced");
    Path gpu = recorded(SampleCase.failed(SampleCase.ERROR));
    Files.delete(zip);

    Tool checked =
        Tool.run("bundle", stored.toString(), "-o", zip.toString(), "--backend", "replay:" + gpu);

    assertThat(checked.err()).contains("Checked on a GPU").contains("ends as it was recorded");
    Files.delete(zip);
    delete(folder.resolve("opened"));
    bundle("--whole-network");
    open();
    assertThat(opened().manifest().model().network()).isEqualTo("whole");
  }

  /** A recording of what is in the bundle. */
  private Path recorded(Outcome outcome) {
    Recipe recipe = opened().recipe().orElseThrow();
    Path file = folder.resolve("again.gz");
    try (Recording out = Recording.append(file)) {
      out.add(recipe, Until.finished(), outcome);
    }
    return file;
  }

  @Test
  void theTrueWeightsThatAreAskedForByNameAreKept() throws IOException {
    TensorName kept = Weights.of(Path.of(SampleCase.MODEL)).replaceable().get(0);

    bundle("--keep-weights-of", kept.value());
    open();

    assertThat(opened().manifest().model().ownWeights()).containsExactly(kept.value());
    assertThat(
            OnnxModel.read(Path.of(SampleCase.MODEL))
                .weightsUnlike(OnnxModel.read(opened().file(OpenedBundle.MODEL).orElseThrow())))
        .doesNotContain(kept)
        .isNotEmpty();
  }

  @Test
  void samplesStayAtHomeUnlessTheyAreAskedFor() throws IOException {
    Path data = Files.createDirectory(folder.resolve("samples"));
    Files.write(data.resolve("first.raw"), new byte[3 * 64 * 64 * Float.BYTES]);
    stored =
        SampleCase.of(
            Files.createDirectory(folder.resolve("with-data")),
            SampleCase.built(),
            "--data",
            data.toString());

    Tool without = bundle();
    open();

    assertThat(without.err()).contains("the samples are left out; 1 batches of synthetic data");
    assertThat(opened().recipe().orElseThrow().batches()).isEqualTo(Batches.Synthetic.normal(2, 1));
    assertThat(folder.resolve("opened/data")).doesNotExist();
    Files.delete(zip);
    delete(folder.resolve("opened"));

    bundle("--with-data");
    open();

    assertThat(folder.resolve("opened/data/1.raw")).exists();
    assertThat(folder.resolve("opened/reproduce.py")).content().contains("\"data/1.raw\", 0");
    assertThat(opened().recipe().orElseThrow().batches()).isInstanceOf(Batches.Files.class);
  }

  @Test
  void imagesArePackedAsTheValuesThatTheCalibratorHandsOver() throws IOException {
    Path data = Files.createDirectory(folder.resolve("pictures"));
    for (String name : List.of("alice.png", "bob.png")) {
      javax.imageio.ImageIO.write(
          new java.awt.image.BufferedImage(80, 70, java.awt.image.BufferedImage.TYPE_INT_RGB),
          "png",
          data.resolve(name).toFile());
    }
    stored =
        SampleCase.of(
            Files.createDirectory(folder.resolve("with-pictures")),
            SampleCase.built(),
            "--data",
            data.toString(),
            "--preprocess",
            "torchvision");

    Tool tool = bundle("--with-data");
    open();

    assertThat(tool.err()).doesNotContain("cannot read");
    assertThat(folder.resolve("opened/data")).isDirectoryContaining("glob:**1.raw");
    assertThat(Files.size(folder.resolve("opened/data/1.raw"))).isEqualTo(2 * 3 * 64 * 64 * 4);
    assertThat(opened().recipe().orElseThrow().batches().count()).isEqualTo(2);
    assertThat(folder.resolve("opened/reproduce.py"))
        .content()
        .contains("\"data/1.raw\", 0", "\"data/1.raw\", 1");
  }

  @Test
  void aWeightThatTheNetworkDoesNotHaveIsNamed() {
    Tool tool = bundle("--keep-weights-of", "typo");

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(tool.err()).contains("no weight typo");
  }

  @Test
  void aCaseThatWasJudgedByALogAloneIsPackedWithItsLog() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("own.log"),
            """
            [I] Starting Calibration.
            [I]   Post Processing Calibration data in 9e-07 seconds.
            [E] 1: Unexpected exception _Map_base::at (/home/alice/acme)
            """);
    Tool.run(
        "diagnose",
        SampleCase.MODEL,
        "--log",
        log.toString(),
        "--out",
        folder.resolve("by-log").toString());
    try (Stream<Path> cases = Files.list(folder.resolve("by-log"))) {
      stored = cases.findFirst().orElseThrow();
    }

    Tool packed = bundle();

    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(packed.out()).contains("logs/1.log").doesNotContain("reproduce.py");
    assertThat(open().out()).contains("calibrator-no-batches");
    assertThat(folder.resolve("opened/logs/1.log")).content().contains("/home/USER/acme");
    assertThat(folder.resolve("opened/README.txt"))
        .content()
        .contains("trt-doctor open FILE.zip")
        .doesNotContain("reproduce.sh", "Recorded with");
    Files.delete(zip);
    Files.delete(log);
    assertThat(bundle().err()).contains("left out").contains("own.log");
  }

  @Test
  void aModelThatHasMovedIsAskedForAndAnotherOneRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.onnx"), "other");

    Tool tool = bundle("--model", other.toString());

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(tool.err()).contains("SHA-256 differs");
  }

  @Test
  void aFolderThatIsNoCaseIsNamed() {
    Tool tool = Tool.run("bundle", folder.toString(), "-o", zip.toString());

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(tool.err()).contains("no case.json");
  }

  @Test
  void theSmallestSetOfTrueWeightsThatAFailureNeedsIsFound() throws Exception {
    OnnxModel own = OnnxModel.read(Path.of(SampleCase.MODEL));
    List<TensorName> all = Weights.of(Path.of(SampleCase.MODEL)).replaceable();
    Set<TensorName> needed = Set.of(all.get(1), all.get(all.size() - 1));
    NeededWeightsBench bench = new NeededWeightsBench(own, needed, folder);

    assertThat(bench.found()).contains(needed);
  }

  @Test
  void writingAModelTwiceGivesTheSameBytes() throws IOException {
    Weights weights = Weights.of(Path.of(SampleCase.MODEL));
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();

    weights.madeUpBut(Set.of()).writeTo(first);
    weights.madeUpBut(Set.of()).writeTo(second);

    assertThat(first.toByteArray()).isEqualTo(second.toByteArray());
  }
}
