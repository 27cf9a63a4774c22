package io.trtdoctor.cli;

import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.diagnosis.BuildJudge;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What is wrong with calibration data, for commands that judge no build. */
final class DataText {
  private static final int MOST_EVIDENCE = 3;

  private DataText() {}

  /** A message for each finding, after each those samples that show it best. */
  static List<Message> of(
      DataAudit audit, OptionalLong gpuMemory, BuildSettings settings, Network network) {
    CaseInputs inputs =
        new CaseInputs(
                Optional.empty(), settings, Optional.of(NetworkGraph.of(network)), Optional.empty())
            .withData(Optional.of(audit))
            .withGpuMemory(gpuMemory);
    return new BuildJudge(Catalogue.ofTheData())
        .judge(inputs).findings().stream().flatMap(DataText::of).toList();
  }

  private static Stream<Message> of(Finding finding) {
    return Stream.concat(
        Stream.of(
            Message.of(
                "cli.calibrate.data",
                finding.cause(),
                Message.of("cli.certainty." + finding.certainty().tag()),
                finding.summary())),
        finding.evidence().stream().limit(MOST_EVIDENCE).map(DataText::of));
  }

  private static Message of(Evidence evidence) {
    return Message.of("cli.evidence.setting", evidence.file(), BuildText.shown(evidence.text()));
  }
}
