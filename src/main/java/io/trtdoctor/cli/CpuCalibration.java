package io.trtdoctor.cli;

import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.calibrator.TensorCalibration;
import io.trtdoctor.console.Progress;
import io.trtdoctor.data.Samples;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.ParserTensors;
import io.trtdoctor.graph.TensorShapes;
import io.trtdoctor.inference.RunTimes;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.probe.Batches;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A calibration on the CPU.
 *
 * @param tensors what came out, in the order of the network, then what TensorRT's parser adds
 * @param samples how many there were
 * @param added what the parser adds
 * @param times of the run
 * @param afterwards how long the thresholds took
 */
record CpuCalibration(
    List<TensorCalibration> tensors,
    int samples,
    ParserTensors added,
    RunTimes times,
    Duration afterwards) {

  /**
   * Calibrates what is asked for, and shows how far it is.
   *
   * @param batches to calibrate with
   * @param reader the TensorRT whose parser's tensors are calibrated too; empty for none
   * @param curve looks on
   * @throws io.trtdoctor.error.BadInputException if there is no sample, or the network cannot be
   *     run on one
   * @throws io.trtdoctor.error.MachineLacksException if this machine cannot run networks
   */
  static CpuCalibration of(
      CalibrationRequest request,
      Batches batches,
      Optional<TensorRtVersion> reader,
      ScaleCurve curve,
      Session session) {
    OnnxModel model = request.model();
    Samples samples = Samples.of(batches, model.network(), request.shapes());
    ParserTensors added =
        reader.map(version -> added(model, version)).orElseGet(ParserTensors::none);
    String task = session.texts().text("cli.calibrate.task");
    try (Progress progress = session.console().progress(task, -1)) {
      return new CpuRun(model.with(added.named()), samples, request.shapes(), request.algorithm())
          .with(added, curve, progress);
    }
  }

  private static ParserTensors added(OnnxModel model, TensorRtVersion reader) {
    NetworkGraph graph = NetworkGraph.of(model.network());
    TensorShapes shapes = TensorShapes.of(graph, model.smallConstants());
    return ParserTensors.of(model.network(), shapes, reader);
  }

  /** The tensors that lose most first; those that lose nothing are not among them. */
  List<TensorCalibration> worst() {
    return tensors.stream()
        .filter(tensor -> Double.isFinite(tensor.loss().decibels()))
        .sorted(Comparator.comparingDouble(tensor -> tensor.loss().decibels()))
        .toList();
  }
}
