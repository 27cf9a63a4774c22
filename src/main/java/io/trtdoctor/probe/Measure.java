package io.trtdoctor.probe;

/**
 * What to run a built engine on.
 *
 * @param inputs the samples, handed over one after the other; dynamic inputs have the recipe's
 *     optimal shapes
 * @param warmUps how many runs on the first sample go before the timed ones
 * @param runs how many runs on the first sample are timed; 0 where only the outputs matter
 */
public record Measure(Batches inputs, int warmUps, int runs) {
  public Measure {
    if (warmUps < 0 || runs < 0) {
      throw new IllegalArgumentException("negative numbers of runs: " + warmUps + ", " + runs);
    }
    if (samples(inputs) < 1) {
      throw new IllegalArgumentException("no samples to run an engine on: " + inputs);
    }
  }

  /** How many samples there are. */
  public int samples() {
    return samples(inputs);
  }

  /** A fault is put into calibration alone, so faulty batches count as none. */
  private static int samples(Batches inputs) {
    if (inputs instanceof Batches.Synthetic synthetic) {
      return synthetic.count();
    }
    return inputs instanceof Batches.Files files ? files.samples().size() : 0;
  }
}
