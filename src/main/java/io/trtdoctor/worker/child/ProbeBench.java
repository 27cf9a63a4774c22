package io.trtdoctor.worker.child;

import io.trtdoctor.error.DoctorException;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.LogLevel;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.trt.BuildPlan;
import io.trtdoctor.trt.BuildResult;
import io.trtdoctor.trt.ParseFailure;
import io.trtdoctor.trt.ParsedNetwork;
import io.trtdoctor.trt.RefusalException;
import io.trtdoctor.trt.TensorRt;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.Answer.Status;
import io.trtdoctor.worker.protocol.PhaseMark.Phase;
import io.trtdoctor.worker.protocol.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs probes on one builder and keeps the networks it has parsed. */
final class ProbeBench implements AutoCloseable {
  private static final int MOST_NETWORKS = 4;

  private record NetworkKey(String sha256, boolean stronglyTyped) {}

  private final TensorRt tensorRt;
  private final EventSender events;
  private final Map<NetworkKey, ParsedNetwork> networks =
      new LinkedHashMap<>(MOST_NETWORKS, 0.75f, true);

  ProbeBench(TensorRt tensorRt, EventSender events) {
    this.tensorRt = tensorRt;
    this.events = events;
  }

  /** Runs one probe; never throws. */
  Answer run(Request request) {
    events.restartClock();
    try {
      return build(request);
    } catch (ParseFailure e) {
      return Answer.of(request.id(), Status.FAILED, e.getMessage());
    } catch (RefusalException | DoctorException e) {
      return Answer.of(request.id(), Status.REFUSED, e.getMessage());
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      return doubtful(request.id(), e.toString());
    }
  }

  private static Answer doubtful(long id, String why) {
    return new Answer(
        id,
        Status.REFUSED,
        Optional.of(why),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        java.util.List.of(),
        Optional.empty(),
        true);
  }

  private Answer build(Request request) {
    Recipe recipe = request.recipe();
    ParsedNetwork network = network(recipe);
    RecipeFeed feed = new RecipeFeed(recipe, network.inputs());
    Optional<MeasureFeed> measured = recipe.measure().map(on -> measured(recipe, on, network));
    events.phase(Phase.BUILD, true);
    BuildResult result;
    try {
      result = tensorRt.build(network, plan(request, feed, measured), events);
    } finally {
      events.phase(Phase.BUILD, false);
    }
    return feed.problem()
        .map(problem -> Answer.of(request.id(), Status.REFUSED, problem))
        .orElseGet(() -> answer(request.id(), result, measured));
  }

  private static MeasureFeed measured(Recipe recipe, Measure on, ParsedNetwork network) {
    return new MeasureFeed(on, recipe, network.inputs(), Measurement.MOST_VALUES);
  }

  private static Answer answer(long id, BuildResult result, Optional<MeasureFeed> measured) {
    return new Answer(
        id,
        result.planBytes().isPresent() ? Status.BUILT : Status.FAILED,
        result.calibratorFailure(),
        result.planBytes(),
        result.calibrationCache(),
        result.engine(),
        result.layers(),
        measured.flatMap(feed -> result.run().map(feed::measurement)),
        result.contextLost());
  }

  private ParsedNetwork network(Recipe recipe) {
    boolean stronglyTyped = recipe.flags().contains(BuilderFlag.STRONGLY_TYPED);
    NetworkKey key = new NetworkKey(recipe.model().sha256(), stronglyTyped);
    ParsedNetwork known = networks.get(key);
    if (known != null) {
      return known;
    }
    Path model = pathOf(recipe.model());
    events.phase(Phase.PARSE, true);
    ParsedNetwork parsed;
    try {
      parsed = tensorRt.parse(model, stronglyTyped, events);
    } finally {
      events.phase(Phase.PARSE, false);
    }
    networks.put(key, parsed);
    dropOldest();
    return parsed;
  }

  private void dropOldest() {
    if (networks.size() > MOST_NETWORKS) {
      Iterator<ParsedNetwork> oldest = networks.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
  }

  static Path pathOf(FileRef file) {
    Path path =
        file.path()
            .orElseThrow(
                () -> new RefusalException("no path is known for the file " + file.sha256()));
    if (!Files.isReadable(path)) {
      throw new RefusalException("cannot read " + path);
    }
    return path;
  }

  private static BuildPlan plan(Request request, RecipeFeed feed, Optional<MeasureFeed> measured) {
    Recipe recipe = request.recipe();
    return new BuildPlan(
        recipe.outputs(),
        recipe.flags(),
        recipe.constraintMode(),
        recipe.constraints(),
        recipe.calibrator().map(algorithm -> new BuildPlan.Calibrator(algorithm, feed)),
        recipe.dynamicRanges(),
        recipe.shapes(),
        recipe.workspaceBytes(),
        recipe.optimizationLevel(),
        recipe.tacticSources(),
        recipe.timingCache() ? request.timingCache() : Optional.empty(),
        recipe.logLevel() == LogLevel.ERROR,
        request.inspect(),
        measured.map(MeasureFeed::plan));
  }

  @Override
  public void close() {
    networks.values().forEach(ParsedNetwork::close);
    networks.clear();
    tensorRt.close();
  }
}
