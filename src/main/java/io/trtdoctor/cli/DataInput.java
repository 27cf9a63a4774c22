package io.trtdoctor.cli;

import io.trtdoctor.console.Progress;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.DataTable;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Calibration data that somebody gave, read before anything is built.
 *
 * @param given empty if nobody gave any
 * @param audit what they are like; empty if there are none
 * @param gpuMemory in bytes, what the GPU that gets them has, if that is known
 */
record DataInput(Optional<GivenData> given, Optional<DataAudit> audit, OptionalLong gpuMemory) {
  /** What the table of samples is called in the case folder. */
  static final String TABLE = "data.csv";

  /**
   * Reads all samples.
   *
   * @throws io.trtdoctor.error.DoctorException if there is something that cannot be read or does
   *     not fit the network; the message names the file
   */
  static DataInput read(
      ProbeOptions options, Network network, Map<TensorName, ShapeRange> shapes, Session session) {
    Optional<GivenData> given = options.data(network, shapes);
    String task = session.texts().text("cli.reading-data");
    try (Progress progress = session.console().progress(task, -1)) {
      progress.at(0);
      return new DataInput(
          given,
          given
              .filter(data -> !(data.batches() instanceof Batches.None))
              .map(
                  data ->
                      DataAudit.of(
                          options.dataName(),
                          data,
                          network,
                          shapes,
                          options.expectedRanges(network))),
          given.isPresent() ? options.gpuMemory() : OptionalLong.empty());
    }
  }

  Optional<Batches> batches() {
    return given.map(GivenData::batches);
  }

  /** Batches, from 0, that hold NaN or infinity. */
  Set<Integer> suspectBatches() {
    return audit.map(DataAudit::suspectBatches).orElse(Set.of());
  }

  /** What there is to say of the data, whatever is found wrong with them. */
  List<Message> remarks() {
    List<Message> remarks = new ArrayList<>();
    for (DataAudit known : audit.stream().toList()) {
      List<InputFacts> read =
          known.inputs().stream().filter(facts -> !facts.samples().isEmpty()).toList();
      for (InputFacts facts : read) {
        remarks.add(
            Message.of(
                "cli.data.read",
                known.samples(),
                known.batches(),
                known.name(),
                facts.name(),
                Decimals.significant(facts.least()),
                Decimals.significant(facts.greatest()),
                Decimals.percent(facts.lateGrowth())));
      }
      int unfit = given.map(data -> data.unfit().size()).orElse(0);
      if (unfit > 0) {
        remarks.add(Message.of("cli.data.unfit", unfit));
      }
      leftOver(known.leftOver()).ifPresent(remarks::add);
    }
    return remarks;
  }

  /** That batches are made up, where they are. */
  static Optional<Message> madeUp(Batches batches) {
    return batches instanceof Batches.Synthetic made
        ? Optional.of(
            Message.of("cli.gpu.synthetic", made.distribution().tag(), made.count(), made.seed()))
        : Optional.empty();
  }

  /** That so many items fill no batch, where there are any. */
  static Optional<Message> leftOver(long items) {
    return items > 0 ? Optional.of(Message.of("cli.data.left-over", items)) : Optional.empty();
  }

  /** Files for the case folder by their names there. */
  Map<String, Path> files() {
    return audit.map(known -> Map.of(TABLE, table(known))).orElse(Map.of());
  }

  private static Path table(DataAudit audit) {
    try {
      Path file = CaseFiles.temporary(".csv");
      try (Writer out = Files.newBufferedWriter(file)) {
        DataTable.write(audit, out);
      }
      return file;
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }
}
