package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.EngineBuilt;
import io.trtdoctor.buildlog.LogEvent.OutsideTrouble;
import io.trtdoctor.buildlog.LogEvent.Problem;
import java.util.Optional;

/** One build while its lines are read. */
final class BuildDraft {
  /** How far a build has come; in this order. */
  enum Stage {
    /** Nothing but text or warnings so far. */
    UNKNOWN,
    /** The tool said how it was called. */
    COMMAND,
    /** A builder was made. */
    BUILDER,
    /** The network is being parsed. */
    PARSING,
    /** The builder is at work. */
    BUILDING
  }

  private final long firstLine;
  private final long toldBefore;
  private final EventList events = new EventList();
  private final FollowOnErrors followOns = new FollowOnErrors();
  private final ScaleCopyParser scaleCopies = new ScaleCopyParser();
  private final PhaseTracker phases = new PhaseTracker(events::add);
  private final FactParser facts = new FactParser(events::add);

  private Stage stage = Stage.UNKNOWN;
  private Optional<OpenMessage> open = Optional.empty();
  private boolean started;
  private boolean engineBuilt;
  private boolean hasError;
  private boolean hasOutsideTrouble;
  private boolean lastWasError;
  private boolean brokenOff;
  private boolean int8Configured;
  private boolean afterGeneration;
  private boolean sinceTensorRt8;
  private Optional<LogLine> nearTheEnd = Optional.empty();
  private int placeNearTheEnd;

  /**
   * @param toldBefore how many messages of TensorRT the log has before the first line
   */
  BuildDraft(long firstLine, long toldBefore) {
    this.firstLine = firstLine;
    this.toldBefore = toldBefore;
  }

  Stage stage() {
    return stage;
  }

  boolean hasError() {
    return hasError || open.filter(message -> isError(message)).isPresent();
  }

  boolean hasEngine() {
    return engineBuilt;
  }

  /** Whether the latest thing that was told is an error. */
  boolean lastWasError() {
    return lastWasError || open.filter(message -> isError(message)).isPresent();
  }

  private static boolean isError(OpenMessage message) {
    return message.kind() == OpenMessage.Kind.PROBLEM && message.line().severity().isError();
  }

  /** Notes that the log shows this part of a build itself, and not only what came of it. */
  void start(Stage reached) {
    started = true;
    reach(reached);
  }

  private void reach(Stage reached) {
    if (reached.compareTo(stage) > 0) {
      stage = reached;
    }
  }

  /** Takes a line without a logger's prefix into the message before it, if it belongs there. */
  boolean continueWith(LogLine line, String unstripped) {
    return open.isPresent() && !SpyLine.is(line.message()) && open.get().takes(line, unstripped);
  }

  /** Notes a message of TensorRT or of the tool that runs it. */
  void tell(LogLine line) {
    flush();
    String message = line.message();
    if (OutsideText.isCaughtException(message)) {
      open = Optional.of(new OpenMessage(line, OpenMessage.Kind.OUTSIDE));
      hasOutsideTrouble = true;
      return;
    }
    boolean known = note(line, message);
    if (!known && isProblem(line, message)) {
      open = Optional.of(new OpenMessage(line, OpenMessage.Kind.PROBLEM));
    }
  }

  /** Notes a line that has no logger's prefix, if it tells anything. */
  void tellOutside(LogLine line) {
    flush();
    if (SpyLine.is(line.message())) {
      SpyLine.parse(line).ifPresent(events::add);
      return;
    }
    boolean known = note(line, line.message());
    if (known) {
      return;
    }
    if (OutsideText.beginsTraceback(line.message())) {
      open = Optional.of(new OpenMessage(line, OpenMessage.Kind.TRACEBACK));
      hasOutsideTrouble = true;
    } else if (OutsideText.isTrouble(line.message())) {
      open = Optional.of(new OpenMessage(line, OpenMessage.Kind.OUTSIDE));
      hasOutsideTrouble = true;
    }
  }

  /** Notes that the log ends in the middle of a line. */
  void breakOff() {
    brokenOff = true;
  }

  private boolean note(LogLine line, String message) {
    sinceTensorRt8 |= message.startsWith("[Mem") || message.startsWith("Total Host Persistent");
    Optional<BuildPhase> phase = phases.note(line);
    phase.ifPresent(marked -> start(marked == BuildPhase.PARSING ? Stage.PARSING : Stage.BUILDING));
    Optional<LogEvent> event = MessageParser.parse(line);
    if (event.isEmpty()) {
      event = scaleCopies.parse(line);
    }
    if (event.isPresent()) {
      events.add(event.get());
      reach(Stage.BUILDING);
      if (!(event.get() instanceof CacheUsed)) {
        // the bulk of all events; they say nothing else
        lastWasError = false;
        return true;
      }
    }
    facts.note(line);
    boolean engine = noteEngine(line, message);
    if (phase.isPresent() || event.isPresent()) {
      lastWasError = false;
    }
    return phase.isPresent() || event.isPresent() || engine;
  }

  private boolean noteEngine(LogLine line, String message) {
    EngineMarker marker = EngineMarker.of(message);
    if (marker == EngineMarker.CERTAIN) {
      if (!engineBuilt) {
        engineBuilt = true;
        events.add(new EngineBuilt(line));
      }
      return true;
    }
    if (message.startsWith("Starting Calibration")) {
      nearTheEnd = Optional.empty();
    }
    if (message.startsWith("Configuring builder for Int8 Mode completed")
        || message.startsWith("Calibration completed")) {
      int8Configured = true;
    }
    boolean generated = message.startsWith("Engine generation completed");
    if (marker == EngineMarker.NEAR_THE_END
        || (generated && int8Configured)
        || (afterGeneration && message.startsWith("[MemUsageStats] Peak memory usage of TRT"))
        || (!sinceTensorRt8 && message.endsWith(" output network tensors."))) {
      nearTheEnd = Optional.of(line);
      placeNearTheEnd = events.size();
    }
    afterGeneration = generated;
    return marker == EngineMarker.NEAR_THE_END;
  }

  private static boolean isProblem(LogLine line, String message) {
    return switch (line.severity()) {
      case INTERNAL_ERROR, ERROR, WARNING -> true;
      case NONE, INFO, VERBOSE ->
          message.endsWith(" is uniformly zero.") || message.contains(" is uniformly zero. ");
    };
  }

  private void flush() {
    if (open.isEmpty()) {
      return;
    }
    OpenMessage message = open.get();
    open = Optional.empty();
    if (message.kind() != OpenMessage.Kind.PROBLEM) {
      events.add(new OutsideTrouble(message.line()));
      return;
    }
    Problem problem = followOns.tie(ProblemParser.parse(message.line()));
    events.add(problem);
    if (problem.isError()) {
      hasError = true;
      lastWasError = true;
      nearTheEnd = Optional.empty();
    }
  }

  /** Takes over what was read as another build and turns out to be no build. */
  void absorb(BuildDraft other) {
    flush();
    other.flush();
    other.events.events().forEach(events::add);
    events.addDropped(other.events.dropped());
    hasError |= other.hasError;
    hasOutsideTrouble |= other.hasOutsideTrouble;
    brokenOff |= other.brokenOff;
    lastWasError = other.lastWasError;
  }

  /** The build as it stands. */
  BuildLog finish(String file, long lastLine, long toldLines) {
    flush();
    if (!engineBuilt && nearTheEnd.isPresent()) {
      engineBuilt = true;
      events.insert(placeNearTheEnd, new EngineBuilt(nearTheEnd.get()));
    }
    boolean endsInMidBuild = started && !engineBuilt && !hasError && !hasOutsideTrouble;
    return new BuildLog(
        file,
        firstLine,
        lastLine,
        toldLines - toldBefore,
        facts.version(),
        brokenOff || endsInMidBuild,
        events.events(),
        events.dropped());
  }
}
