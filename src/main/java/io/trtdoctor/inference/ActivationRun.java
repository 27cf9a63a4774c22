package io.trtdoctor.inference;

import io.trtdoctor.data.NamedSample;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Runs a network on samples with ONNX Runtime, every operation as the model has it, and shows the
 * tensors inside.
 *
 * <p>No more tensors are held at a time than fit into 256 MiB, but for the network's own needs.
 * Where all together are larger the network runs more than once, each time as far as it must.
 */
public final class ActivationRun {
  private static final long MOST_BYTES = 256L << 20;

  private final OnnxModel model;
  private final List<TensorName> inputs;
  private final List<List<TensorName>> chunks;
  private long dataNanos;
  private long inferenceNanos;
  private long listeningNanos;

  private ActivationRun(OnnxModel model, List<TensorName> inputs, List<List<TensorName>> chunks) {
    this.model = model;
    this.inputs = inputs;
    this.chunks = chunks;
  }

  /**
   * A run that shows some tensors.
   *
   * @param tensors inputs, or what layers of the outermost graph compute; of those that turn out to
   *     hold no floating-point numbers nothing is shown
   * @param bytes about how large a tensor is
   */
  public static ActivationRun of(
      OnnxModel model, List<TensorName> tensors, ToLongFunction<TensorName> bytes) {
    return of(model, tensors, bytes, MOST_BYTES);
  }

  static ActivationRun of(
      OnnxModel model, List<TensorName> tensors, ToLongFunction<TensorName> bytes, long most) {
    List<TensorName> given = model.network().inputs();
    List<TensorName> computed = tensors.stream().filter(t -> !given.contains(t)).toList();
    return new ActivationRun(
        model, tensors.stream().filter(given::contains).toList(), Chunks.of(computed, bytes, most));
  }

  /** How often the samples are gone through. */
  public int passes() {
    return chunks.size();
  }

  /**
   * Runs the network on all samples.
   *
   * @throws MachineLacksException if ONNX Runtime is not there
   * @throws BadInputException if it cannot run the network
   */
  public RunTimes over(Iterable<NamedSample> samples, ActivationListener listener) {
    CpuRuntime.require();
    for (int i = 0; i < chunks.size(); i++) {
      pass(chunks.get(i), i == 0 ? inputs : List.of(), samples, listener);
    }
    return new RunTimes(
        Duration.ofNanos(dataNanos),
        Duration.ofNanos(inferenceNanos),
        Duration.ofNanos(listeningNanos));
  }

  private void pass(
      List<TensorName> tensors,
      List<TensorName> shown,
      Iterable<NamedSample> samples,
      ActivationListener listener) {
    long start = System.nanoTime();
    try (CpuSession session = CpuSession.open(model.showing(tensors))) {
      inferenceNanos += System.nanoTime() - start;
      Iterator<NamedSample> remaining = samples.iterator();
      while (hasNext(remaining)) {
        one(session, next(remaining), shown, listener);
      }
    }
  }

  private void one(
      CpuSession session, NamedSample sample, List<TensorName> shown, ActivationListener listener) {
    long start = System.nanoTime();
    Map<TensorName, FloatBuffer> values = session.run(sample, shown);
    long ran = System.nanoTime();
    listener.sample(sample.source(), values);
    inferenceNanos += ran - start;
    listeningNanos += System.nanoTime() - ran;
  }

  private boolean hasNext(Iterator<NamedSample> samples) {
    long start = System.nanoTime();
    boolean more = samples.hasNext();
    dataNanos += System.nanoTime() - start;
    return more;
  }

  private NamedSample next(Iterator<NamedSample> samples) {
    long start = System.nanoTime();
    NamedSample sample = samples.next();
    dataNanos += System.nanoTime() - start;
    return sample;
  }
}
