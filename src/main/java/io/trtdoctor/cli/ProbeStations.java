package io.trtdoctor.cli;

import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.environment.Need.Lack;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/** Finds where the probes of a case can be run, as the options say. */
final class ProbeStations {
  private final ProbeOptions options;
  private final Session session;
  private final Machine machine;

  ProbeStations(ProbeOptions options, Session session, Machine machine) {
    this.options = options;
    this.session = session;
    this.machine = machine;
  }

  /**
   * The place, empty where none is wanted or possible; says which and why.
   *
   * @param logGiven whether there is a log to judge, so that nothing is built unasked
   * @throws MachineLacksException if a build here was asked for and cannot be made
   */
  Optional<ProbeStation> find(boolean logGiven) {
    Backend backend = options.backend();
    if (backend instanceof Backend.Replay replay) {
      return Optional.of(told(new RecordedStation(replay.recording(), options)));
    } else if (backend instanceof Backend.None || (backend instanceof Backend.Auto && logGiven)) {
      return Optional.empty();
    }
    Environment environment = Environment.probe(machine);
    TensorRtChoice choice;
    try {
      choice = TensorRtChoice.of(options.tensorRt(), environment, machine);
    } catch (MachineLacksException e) {
      return without(e, backend);
    }
    return choice.lacks().isEmpty()
        ? Optional.of(onThisMachine(environment, choice))
        : without(choice.lacks(), backend);
  }

  private ProbeStation onThisMachine(Environment environment, TensorRtChoice choice) {
    Optional<TensorRtChoice> other = choice.another(environment, machine);
    ProbeStation station = told(new GpuStation(options, session, environment, choice, other));
    choice
        .source()
        .filter(TensorRtSource::standIns)
        .ifPresent(source -> session.say(Message.of("cli.gpu.shims", source.place())));
    return station;
  }

  private ProbeStation told(ProbeStation station) {
    session.say(station.told());
    return station;
  }

  private Optional<ProbeStation> without(MachineLacksException lacking, Backend backend) {
    if (backend instanceof Backend.Gpu) {
      throw lacking;
    }
    session.say(Message.of("cli.gpu.without-line", lacking.explanation()));
    return Optional.empty();
  }

  private Optional<ProbeStation> without(List<Lack> lacks, Backend backend) {
    Lack first = lacks.get(0);
    if (backend instanceof Backend.Gpu) {
      throw new MachineLacksException(Message.of("cli.gpu.lack", first.what(), first.remedy()));
    }
    session.say(Message.of("cli.gpu.without", first.what(), first.remedy()));
    return Optional.empty();
  }
}
