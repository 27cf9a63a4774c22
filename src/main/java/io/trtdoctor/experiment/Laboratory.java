package io.trtdoctor.experiment;

import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.search.Question;
import io.trtdoctor.text.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has probes run and writes down what they told; several threads may ask at once. */
public final class Laboratory {
  /** Hears of each probe; called on the thread that asks. */
  public interface Listener {
    void asking(Message question);

    void answered(ProbeSummary probe);

    /** How many candidates are left, and about how many probes are still to come. */
    void expecting(int candidates, int probes);

    /** Says nothing to anybody. */
    Listener NONE =
        new Listener() {
          @Override
          public void asking(Message question) {}

          @Override
          public void answered(ProbeSummary probe) {}

          @Override
          public void expecting(int candidates, int probes) {}
        };
  }

  /**
   * What to ask of a recipe.
   *
   * @param question in words
   * @param settings what the recipe has that matters, one line each
   * @param symptom what is hunted
   * @param until when the probe may stop
   */
  public record Inquiry(
      Recipe recipe, Message question, List<Message> settings, Symptom symptom, Until until) {
    public Inquiry {
      settings = List.copyOf(settings);
    }

    /** Whether the recipe shows the symptom just as it is, built to the end. */
    static Inquiry asGiven(Recipe recipe, Symptom symptom) {
      return new Inquiry(
          recipe, Message.of("experiment.asks.as-given"), List.of(), symptom, Until.finished());
    }
  }

  /** What came of an inquiry. */
  public record Result(int number, Answer answer, Outcome outcome) {}

  private record Asked(String recipe, Until until, int time) {}

  private final ProbeRunner runner;
  private final Duration limit;
  private final Budget budget;
  private final Listener listener;
  private final boolean recorded;
  private final List<ProbeSummary> probes = new ArrayList<>();
  private final Map<Asked, Integer> numbers = new HashMap<>();

  /**
   * A laboratory without notes.
   *
   * @param limit how long a build may take before it counts as hung
   * @param recorded whether the runner answers from a recording
   */
  public Laboratory(
      ProbeRunner runner, Duration limit, Budget budget, Listener listener, boolean recorded) {
    this.runner = runner;
    this.limit = limit;
    this.budget = budget;
    this.listener = listener;
    this.recorded = recorded;
  }

  public Budget budget() {
    return budget;
  }

  /**
   * Asks for the first time; what is known already is not run again.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile; what came is written down
   */
  public Result ask(Inquiry inquiry) throws InterruptedException {
    return ask(inquiry, 1);
  }

  /**
   * Asks for that time, from 1; an answer may differ from that of the time before.
   *
   * @return what came of it, under the number of the probe
   * @throws InterruptedException if the thread was interrupted meanwhile; what came is written down
   */
  public Result ask(Inquiry inquiry, int time) throws InterruptedException {
    Asked asked = asked(inquiry, time);
    if (numberOf(asked).isEmpty()) {
      budget.spendProbe();
      listener.asking(inquiry.question());
    }
    Outcome outcome = runner.run(inquiry.recipe(), inquiry.until(), limit, time);
    Answer answer = inquiry.symptom().seenIn(outcome);
    int number = note(asked, inquiry, outcome);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return new Result(number, answer, outcome);
  }

  /** A probe that was run to its end is the answer to a question that needs less of it. */
  private synchronized Asked asked(Inquiry inquiry, int time) {
    Asked whole = new Asked(inquiry.recipe().hash(), Until.finished(), time);
    return numbers.containsKey(whole)
        ? whole
        : new Asked(inquiry.recipe().hash(), inquiry.until(), time);
  }

  private synchronized Optional<Integer> numberOf(Asked asked) {
    return Optional.ofNullable(numbers.get(asked));
  }

  private int note(Asked asked, Inquiry inquiry, Outcome outcome) {
    ProbeSummary summary;
    synchronized (this) {
      if (numbers.containsKey(asked)) {
        return numbers.get(asked);
      }
      boolean known = recorded || outcome.observations().keptSince().isPresent();
      summary = Summaries.of(probes.size() + 1, inquiry, outcome, known);
      probes.add(summary);
      numbers.put(asked, summary.number());
    }
    listener.answered(summary);
    return summary.number();
  }

  void expect(int candidates, int more) {
    listener.expecting(candidates, more);
  }

  /** The probes so far, in the order of their answers. */
  public synchronized List<ProbeSummary> probes() {
    return List.copyOf(probes);
  }

  /** The numbers of the probes after the first so many. */
  synchronized List<Integer> numbersAfter(int first) {
    return probes.stream().skip(first).map(ProbeSummary::number).toList();
  }

  /** The probes of that recipe that told something, in order. */
  public synchronized List<ProbeSummary> probesOf(Recipe recipe) {
    return probes.stream()
        .filter(probe -> probe.recipe().equals(recipe.hash()))
        .filter(probe -> probe.answer() != ProbeSummary.Answer.UNRESOLVED)
        .toList();
  }

  /** What a search asks: the recipes of a variation, for a symptom. */
  public <T> Question<T> question(Variation<T> variation, Symptom symptom, Until until) {
    return new VariationQuestion<>(this, variation, symptom, until);
  }
}
