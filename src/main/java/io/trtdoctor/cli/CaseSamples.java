package io.trtdoctor.cli;

import io.trtdoctor.data.CalibrationData;
import io.trtdoctor.data.DataOptions;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The samples that a case was calibrated with, found again by its command line. */
final class CaseSamples {
  private CaseSamples() {}

  /**
   * The samples with their files.
   *
   * @param model where the model lies now, empty for where it lay
   * @throws BadInputException if the case has none, or they are gone
   */
  static Batches.Files of(StoredCase stored, Optional<Path> model) {
    Map<TensorName, ShapeRange> shapes = stored.recipe().map(Recipe::shapes).orElse(Map.of());
    Path network =
        model
            .or(() -> stored.input("model").map(input -> CaseFiles.path(input.name())))
            .orElseThrow(() -> new BadInputException(Message.of("cli.bundle.no-samples")));
    Batches batches =
        CalibrationData.of(options(stored), OnnxReader.read(network), shapes).batches();
    if (batches instanceof Batches.Files files) {
      return files;
    }
    throw new BadInputException(Message.of("cli.bundle.no-samples"));
  }

  private static DataOptions options(StoredCase stored) {
    return new DataOptions(
        stored
            .option("--data")
            .orElseThrow(() -> new BadInputException(Message.of("cli.bundle.no-samples"))),
        stored.option("--preprocess"),
        stored.option("--raw"));
  }
}
