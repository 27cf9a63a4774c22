package io.trtdoctor.worker.child;

import io.trtdoctor.data.NamedSample;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.Samples;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.trt.CalibrationFeed.Batch;
import io.trtdoctor.trt.ParsedNetwork.Input;
import io.trtdoctor.trt.RefusalException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands over batches one after the other, to calibrate with or to run an engine on. */
final class BatchFeed {
  /** What {@link Batches.Fault#EXCEPTION} has a calibrator raise. */
  static final class FaultOnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultOnPurpose() {
      super("the recipe has the calibrator raise an exception");
    }
  }

  private final Batches batches;
  private final List<NetworkInput> inputs;
  private final Iterator<NamedSample> samples;
  private int given;
  private Optional<String> problem = Optional.empty();

  /**
   * @param shapes of dynamic inputs, which are given their optimal one
   * @param inputs of the network, in its order
   */
  BatchFeed(Batches batches, Map<TensorName, ShapeRange> shapes, List<Input> inputs) {
    this.batches = batches;
    this.inputs = inputs.stream().map(input -> asked(input).shaped(shapes)).toList();
    this.samples = Samples.of(withFaulty(batches), this.inputs).iterator();
  }

  private static NetworkInput asked(Input input) {
    return new NetworkInput(TensorName.of(input.name()), input.type(), input.shape());
  }

  /** The batch of which pointers to host memory are handed over has values too. */
  private static Batches withFaulty(Batches batches) {
    if (!(batches instanceof Batches.Faulty faulty)) {
      return batches;
    }
    Batches.Synthetic good = faulty.good();
    return new Batches.Synthetic(
        good.distribution(), good.seed(), good.count() + 1, good.notANumberIn());
  }

  /** Why the data could not be handed over; what was done with it then says nothing. */
  Optional<String> problem() {
    return problem;
  }

  /** The first dimension of the first input. */
  int batchSize() {
    if (inputs.isEmpty() || inputs.get(0).shape().isEmpty()) {
      return 1;
    }
    return (int) Math.max(1, inputs.get(0).shape().get(0));
  }

  /** The next batch for the inputs in the order asked for. */
  Batch next(List<String> names) {
    try {
      Batch batch = batch(names);
      given++;
      return batch;
    } catch (RefusalException | DoctorException e) {
      problem = problem.or(() -> Optional.of(String.valueOf(e.getMessage())));
      throw new RefusalException(e.getMessage(), e);
    }
  }

  private Batch batch(List<String> names) {
    if (batches instanceof Batches.Faulty faulty && given >= faulty.good().count()) {
      return fault(faulty.fault(), names);
    }
    return samples.hasNext() ? new Batch.Data(values(names)) : new Batch.End();
  }

  private Batch fault(Batches.Fault fault, List<String> names) {
    return switch (fault) {
      case HOST_POINTER -> new Batch.HostPointers(values(names));
      case NULL_POINTER -> new Batch.NullPointers();
      case EXCEPTION -> throw new FaultOnPurpose();
    };
  }

  private List<ByteBuffer> values(List<String> names) {
    Map<TensorName, TensorValues> sample = samples.next().values();
    List<ByteBuffer> ordered = new ArrayList<>();
    for (String name : names) {
      TensorValues values = sample.get(TensorName.of(name));
      if (values == null) {
        throw new RefusalException("the network has no input " + name);
      }
      ordered.add(values.bytes());
    }
    return ordered;
  }
}
