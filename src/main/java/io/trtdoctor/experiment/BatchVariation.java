package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The batches of a calibration, by their places from 0; those not put in are left out. */
final class BatchVariation implements Variation<Integer> {
  private final Recipe failing;
  private final Batches.Files batches;
  private final Recipe withoutAny;
  private final ToDoubleFunction<Integer> doubt;

  /**
   * @param withoutAny the recipe that stands for no batch at all: to hand over none would fail in a
   *     way of its own
   * @param doubt how suspect a batch is, 1 for any
   */
  BatchVariation(
      Recipe failing, Batches.Files batches, Recipe withoutAny, ToDoubleFunction<Integer> doubt) {
    this.failing = failing;
    this.batches = batches;
    this.withoutAny = withoutAny;
    this.doubt = doubt;
  }

  @Override
  public String over() {
    return "batches";
  }

  @Override
  public List<Integer> candidates() {
    return IntStream.range(0, batches.samples().size()).boxed().toList();
  }

  @Override
  public Recipe with(Set<Integer> putIn) {
    if (putIn.isEmpty()) {
      return withoutAny;
    }
    List<Batches.Sample> samples =
        candidates().stream().filter(putIn::contains).map(batches.samples()::get).toList();
    return failing.toBuilder()
        .calibrator(failing.calibrator().orElseThrow(), new Batches.Files(samples))
        .build();
  }

  @Override
  public Subject subject(Integer batch) {
    return Subject.of(Subject.Kind.BATCH, (batch + 1) + ": " + file(batch));
  }

  private String file(int batch) {
    return batches.samples().get(batch).inputs().values().stream()
        .flatMap(List::stream)
        .map(Batches.Source::file)
        .flatMap((FileRef file) -> file.path().stream())
        .map(Path::getFileName)
        .map(Path::toString)
        .distinct()
        .sorted()
        .reduce((first, next) -> first + ", " + next)
        .orElse("?");
  }

  @Override
  public double weight(Integer batch) {
    return doubt.applyAsDouble(batch);
  }

  @Override
  public Message asks(Set<Integer> putIn) {
    return Message.of("experiment.asks.batches", putIn.size(), batches.samples().size());
  }

  @Override
  public List<Message> settings(Set<Integer> putIn) {
    return List.of(
        Message.of(
            "experiment.setting.only",
            Listed.of(putIn.stream().sorted().map(batch -> "" + (batch + 1)).toList())));
  }
}
