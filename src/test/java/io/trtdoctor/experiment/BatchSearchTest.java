package io.trtdoctor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Until;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSearchTest {
  private static final int BATCHES = 64;
  private static final int BAD = 41;

  @TempDir private Path folder;

  private Batches.Files batches() throws Exception {
    List<Batches.Sample> samples = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      ByteBuffer values = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      Path file = folder.resolve("sample" + i + ".raw");
      Files.write(file, values.putFloat(0, i == BAD ? Float.NaN : i).array());
      Batches.Source source =
          new Batches.Source(FileRef.of(file), Batches.Format.RAW, Optional.empty(), 0);
      samples.add(Batches.Sample.of(Map.of("*", source)));
    }
    return new Batches.Files(samples);
  }

  private static DataAudit audit(Batches batches) {
    TensorName input = TensorName.of("x");
    Network network =
        new Network("", "", 8, Map.of(), List.of(), Map.of(), List.of(input), List.of(), 0);
    return DataAudit.of(batches, network, Map.of(input, ShapeRange.fixed(List.of(1))));
  }

  @Test
  void theBatchInWhichNotANumberWasSeenIsFoundInNineProbesWithBaselinesAndProof() throws Exception {
    Batches.Files all = batches();
    SimulatedTensorRt tensorRt = failingOn(all.samples().get(BAD));

    Experiment found =
        new Trials(folder)
            .suspecting(audit(all).suspectBatches())
            .investigate(
                tensorRt, Trials.int8().calibrator(CalibrationAlgorithm.ENTROPY_2, all).build());

    assertThat(found.isolations())
        .filteredOn(isolation -> isolation.over().equals("batches"))
        .flatExtracting(IsolationSummary::culprits)
        .containsExactly(List.of(Subject.of(Subject.Kind.BATCH, "42: sample41.raw")));
    assertThat(found.proofs().get(0).cause()).contains("calibration-data-not-finite");
    assertThat(found.probes()).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void aSearchForAFailureInCalibrationStopsProbesThatGetPastIt() throws Exception {
    Batches.Files all = batches();
    SimulatedTensorRt tensorRt = failingOn(all.samples().get(BAD));
    Investigation investigation =
        new Trials(folder)
            .investigation(
                tensorRt,
                Trials.int8().calibrator(CalibrationAlgorithm.ENTROPY_2, all).build(),
                Trials.NETWORK);

    new Bisection(investigation)
        .run(
            Bisection.Over.BATCHES,
            new MessageSymptom(Pattern.compile("min_ <= max_")),
            new Bisection.GoodScales.Calibrated());

    assertThat(tensorRt.untils().subList(1, tensorRt.untils().size()))
        .isNotEmpty()
        .containsOnly(Until.phaseOver(Until.Phase.CALIBRATION));
  }

  private static SimulatedTensorRt failingOn(Batches.Sample bad) {
    return new SimulatedTensorRt(
        Trials.LAYERS,
        Set.of(),
        recipe ->
            recipe.batches() instanceof Batches.Files files && files.samples().contains(bad)
                ? Optional.of("2: Internal Error (Assertion min_ <= max_ failed. )")
                : Optional.empty());
  }
}
