package io.trtdoctor.selftest;

import io.trtdoctor.model.LayerName;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.worker.client.ChildSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a self-test works with.
 *
 * @param settings how children are started; how many is up to each part
 * @param model a network that needs calibration, with a concatenation or a pooling in it
 * @param level the builder optimization level of all builds
 * @param probes how many probes make a measurement of probes a minute
 * @param freshProbes how many of those with a process each
 * @param jobs how many children the GPU takes
 * @param manyLimit how long the probes on many children may take, so that they tell what they have
 * @param pairs how many builds with each log level are compared
 * @param probeLimit how long one build may take
 * @param constrained the convolutions, which INT8 is asked of
 * @param culprits those of them that are known not to obey
 * @param judge names the cause of a failure
 * @param tool the command line that starts this tool, without arguments
 * @param lineArguments the arguments that make {@code diagnose} use the same TensorRT
 */
public record Bench(
    ChildSettings settings,
    FileRef model,
    int level,
    int probes,
    int freshProbes,
    int jobs,
    Duration manyLimit,
    int pairs,
    Duration probeLimit,
    List<LayerName> constrained,
    Set<LayerName> culprits,
    Judge judge,
    List<String> tool,
    List<String> lineArguments) {
  /** Judges what a probe logged. */
  public interface Judge {
    /** The cause that is named, empty for none. */
    Optional<String> cause(Observations seen);
  }

  public Bench {
    constrained = List.copyOf(constrained);
    culprits = Set.copyOf(culprits);
    tool = List.copyOf(tool);
    lineArguments = List.copyOf(lineArguments);
  }

  /** The settings for so many children at most. */
  ChildSettings children(int most) {
    return settings.toBuilder().mostChildren(most).build();
  }

  public Path modelPath() {
    return model.path().orElseThrow();
  }
}
