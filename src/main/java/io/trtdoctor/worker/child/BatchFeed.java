package io.trtdoctor.worker.child;

import io.trtdoctor.error.DoctorException;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.trt.CalibrationFeed.Batch;
import io.trtdoctor.trt.ParsedNetwork.Input;
import io.trtdoctor.trt.RefusalException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
  private final Map<TensorName, ShapeRange> shapes;
  private final List<Input> inputs;
  private final SyntheticValues synthetic;
  private final SampleFiles files = new SampleFiles();
  private int given;
  private Optional<String> problem = Optional.empty();

  /**
   * @param shapes of dynamic inputs, which are given their optimal one
   * @param inputs of the network, in its order
   */
  BatchFeed(Batches batches, Map<TensorName, ShapeRange> shapes, List<Input> inputs) {
    this.batches = batches;
    this.shapes = shapes;
    this.inputs = inputs;
    this.synthetic = new SyntheticValues(syntheticPart(batches));
  }

  private static Batches.Synthetic syntheticPart(Batches batches) {
    if (batches instanceof Batches.Synthetic all) {
      return all;
    }
    return batches instanceof Batches.Faulty faulty
        ? faulty.good()
        : Batches.Synthetic.normal(0, 0);
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
    return (int) Math.max(1, shape(inputs.get(0)).get(0));
  }

  /** The next batch for the inputs in the order asked for. */
  Batch next(List<String> names) {
    try {
      Batch batch = batch(names);
      given++;
      return batch;
    } catch (FaultOnPurpose e) {
      throw e;
    } catch (RefusalException | DoctorException | UncheckedIOException e) {
      problem = problem.or(() -> Optional.of(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private Batch batch(List<String> names) {
    if (batches instanceof Batches.Synthetic all) {
      return given < all.count() ? new Batch.Data(values(names)) : new Batch.End();
    } else if (batches instanceof Batches.Files samples) {
      return given < samples.samples().size()
          ? new Batch.Data(fromFiles(samples.samples().get(given), names))
          : new Batch.End();
    } else if (batches instanceof Batches.Faulty faulty) {
      return given < faulty.good().count()
          ? new Batch.Data(values(names))
          : fault(faulty.fault(), names);
    }
    return new Batch.End();
  }

  private Batch fault(Batches.Fault fault, List<String> names) {
    return switch (fault) {
      case HOST_POINTER -> new Batch.HostPointers(values(names));
      case NULL_POINTER -> new Batch.NullPointers();
      case EXCEPTION -> throw new FaultOnPurpose();
    };
  }

  /** Values for every input in the network's order, then put into the order asked for. */
  private List<ByteBuffer> values(List<String> names) {
    Map<String, ByteBuffer> made = new java.util.HashMap<>();
    for (Input input : inputs) {
      made.put(input.name(), synthetic.next(input.type(), size(input), given));
    }
    return inOrder(names, made::get);
  }

  private List<ByteBuffer> fromFiles(Batches.Sample sample, List<String> names) {
    Map<String, Input> byName =
        inputs.stream().collect(Collectors.toMap(Input::name, Function.identity()));
    return inOrder(
        names,
        name -> {
          Batches.Source source =
              Optional.ofNullable(sample.inputs().get(name))
                  .or(() -> Optional.ofNullable(sample.inputs().get("*")))
                  .orElseThrow(() -> new RefusalException("no sample for the input " + name));
          Input input = byName.get(name);
          return input == null ? null : files.read(source, input.type(), size(input));
        });
  }

  private static List<ByteBuffer> inOrder(List<String> names, Function<String, ByteBuffer> data) {
    List<ByteBuffer> ordered = new ArrayList<>();
    for (String name : names) {
      ByteBuffer values = data.apply(name);
      if (values == null) {
        throw new RefusalException("the network has no input " + name);
      }
      ordered.add(values);
    }
    return ordered;
  }

  private int size(Input input) {
    long size = 1;
    for (long dimension : shape(input)) {
      if (dimension < 0) {
        throw new RefusalException(
            "the input " + input.name() + " is dynamic and the recipe gives it no shape");
      }
      size = Math.multiplyExact(size, dimension);
    }
    return Math.toIntExact(size);
  }

  private List<Long> shape(Input input) {
    ShapeRange range = shapes.get(TensorName.of(input.name()));
    return range == null ? input.shape() : range.opt().stream().map(Integer::longValue).toList();
  }
}
