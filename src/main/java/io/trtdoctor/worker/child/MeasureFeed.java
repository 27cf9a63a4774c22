package io.trtdoctor.worker.child;

import io.trtdoctor.data.ElementReader;
import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.FloatValues;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.trt.CalibrationFeed.Batch;
import io.trtdoctor.trt.ParsedNetwork.Input;
import io.trtdoctor.trt.RunFeed;
import io.trtdoctor.trt.RunPlan;
import io.trtdoctor.trt.RunResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands over the samples that a recipe has its engine run on, and keeps what comes out. */
final class MeasureFeed implements RunFeed {
  private final Measure measure;
  private final BatchFeed samples;
  private final int mostValues;
  private final List<SampleOutput> kept = new ArrayList<>();
  private final List<SampleOutput> ofThisSample = new ArrayList<>();
  private int sample = -1;
  private long values;

  /**
   * @param mostValues how many values are kept; a sample that goes beyond is the last one that is
   *     handed over, and its outputs are dropped
   */
  MeasureFeed(Measure measure, Recipe recipe, List<Input> inputs, int mostValues) {
    this.measure = measure;
    this.samples = new BatchFeed(measure.inputs(), recipe.shapes(), inputs);
    this.mostValues = mostValues;
  }

  /** How to run the engine on the samples. */
  RunPlan plan() {
    return new RunPlan(this, measure.warmUps(), measure.runs());
  }

  @Override
  public Optional<List<ByteBuffer>> next(List<String> inputs) {
    keep();
    if (values > mostValues) {
      return Optional.empty();
    }
    sample++;
    return samples.next(inputs) instanceof Batch.Data data
        ? Optional.of(data.inputs())
        : Optional.empty();
  }

  /** Outputs of a sample are kept once it has run to its end, all of them or none. */
  private void keep() {
    if (values <= mostValues) {
      kept.addAll(ofThisSample);
    }
    ofThisSample.clear();
  }

  @Override
  public void output(String tensor, DataType type, List<Long> shape, ByteBuffer data) {
    ElementReader elements = new ElementReader(type, data);
    values += elements.count();
    if (values <= mostValues) {
      float[] read = new float[elements.count()];
      for (int i = 0; i < read.length; i++) {
        read[i] = (float) elements.get(i);
      }
      ofThisSample.add(new SampleOutput(sample, tensor, shape, FloatValues.of(read)));
    }
  }

  /** What came of the run. */
  Measurement measurement(RunResult run) {
    return new Measurement(run.milliseconds(), kept, run.failure().or(this::tooMuch));
  }

  private Optional<String> tooMuch() {
    return values <= mostValues
        ? Optional.empty()
        : Optional.of(
            "outputs of the first "
                + sample
                + " of "
                + measure.samples()
                + " samples are kept; no more than "
                + mostValues
                + " values are");
  }
}
