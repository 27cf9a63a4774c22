package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.BuildDraft.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts the lines of a log together to builds and hands each over when the next begins.
 *
 * <p>A build begins where a tool says how it is called, where a builder is made, where a network is
 * parsed, or where the optimizer begins anew after an engine or an error. {@code Init CUDA} alone
 * is no beginning: a runtime that loads the engine just built says it too, so what follows it
 * decides.
 */
final class BuildSplitter {
  private static final int LONGEST_LINE = 65_536;
  private static final int SHORTEST_RULER = 10;

  private final String file;
  private final Consumer<BuildLog> builds;
  private BuildDraft current = new BuildDraft(1, 0);
  private Optional<BuildDraft> perhapsNext = Optional.empty();
  private long perhapsNextLine;
  private long perhapsNextTold;
  private long linesRead;
  private long toldRead;
  private long rulerLine = -1;
  private boolean cutOff;

  BuildSplitter(String file, Consumer<BuildLog> builds) {
    this.file = file;
    this.builds = builds;
  }

  /** Takes in the candidates of the next stretch of the log. */
  void accept(byte[] bytes, CandidateLines lines) {
    for (int i = 0; i < lines.size(); i++) {
      long number = linesRead + lines.linesBefore(i) + 1;
      long toldBefore = toldRead + lines.toldBefore(i);
      int from = lines.from(i);
      int to = Math.min(lines.to(i), from + LONGEST_LINE);
      int message = Math.min(lines.message(i), to);
      String raw;
      String text;
      if (LineScanner.isPlain(bytes, from, to)) {
        raw = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        text = raw.substring(message - from);
      } else {
        raw = decode(bytes, from, to);
        text = message == from ? raw : decode(bytes, message, to);
      }
      LogLine line = new LogLine(number, lines.severity(i), raw, text.strip());
      if (lines.unterminated(i) && CutOffLine.isBroken(line, lines.told(i))) {
        writing().breakOff();
        if (!line.severity().isError()) {
          continue;
        }
      }
      if (lines.told(i) || line.severity() != LogSeverity.NONE) {
        statement(line, toldBefore);
      } else {
        bareLine(line, text, toldBefore);
      }
    }
    linesRead += lines.lines();
    toldRead += lines.toldLines();
  }

  /** Ends the log. */
  void finish() {
    perhapsNext.ifPresent(current::absorb);
    perhapsNext = Optional.empty();
    if (cutOff) {
      current.breakOff();
    }
    builds.accept(current.finish(file, Math.max(linesRead, 1), toldRead));
  }

  /** Notes that the log could not be read to its end. */
  void breakOff() {
    cutOff = true;
  }

  long linesRead() {
    return linesRead;
  }

  private static String decode(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf(LogPrefix.ESCAPE) < 0 ? text : withoutColours(text);
  }

  private static String withoutColours(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = LineScanner.withoutColours(bytes, 0, bytes.length);
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private BuildDraft writing() {
    return perhapsNext.orElse(current);
  }

  private void bareLine(LogLine line, String unstripped, long toldBefore) {
    if (writing().continueWith(line, unstripped) || line.message().isEmpty()) {
      return;
    }
    if (CutOffLine.isBareError(line.message())) {
      statement(
          new LogLine(line.number(), LogSeverity.ERROR, line.raw(), line.message()), toldBefore);
      return;
    }
    decide(line, toldBefore);
    if (line.message().startsWith("&&&& FAILED")) {
      writing().tell(new LogLine(line.number(), LogSeverity.ERROR, line.raw(), line.message()));
    } else {
      writing().tellOutside(line);
    }
  }

  private void statement(LogLine line, long toldBefore) {
    if (isRuler(line.message())) {
      rulerLine = line.number();
      return;
    }
    decide(line, toldBefore);
    writing().tell(line);
  }

  private static boolean isRuler(String message) {
    if (message.length() < SHORTEST_RULER) {
      return false;
    }
    for (int i = 0; i < message.length(); i++) {
      if (message.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }

  /** Decides whether the line begins another build. */
  private void decide(LogLine line, long toldBefore) {
    String message = line.message();
    if (message.isEmpty()) {
      return;
    }
    if (perhapsNext.isPresent()) {
      decidePerhaps(line, message);
    }
    switch (message.charAt(0)) {
      case '&', 'R' -> decideCommand(line, message, toldBefore);
      case '[' -> decideBuilder(line, message, toldBefore);
      case 'I', 'A' -> decideParsing(line, message, toldBefore);
      case 'O', 'P', 'G', 'S', 'C' -> decideOptimizing(line, message, toldBefore);
      default -> {}
    }
  }

  /** After {@code Init CUDA} in mid-build: a builder's next words, or a runtime's? */
  private void decidePerhaps(LogLine line, String message) {
    boolean isBuilder =
        line.severity().isError()
            || message.startsWith("Trying to load shared library libnvinfer_builder")
            || message.startsWith("[MemUsageChange] Init builder")
            || message.startsWith("Input filename:")
            || message.startsWith("Adding network input:")
            || message.startsWith("Original: ")
            || message.startsWith("Perform graph optimization")
            || message.startsWith("Graph optimization time:")
            || message.startsWith("Calibrator is not being used");
    boolean isRuntime =
        message.startsWith("Loaded engine size")
            || message.startsWith("[MemUsageChange] TensorRT-managed allocation in engine deser");
    if (isBuilder) {
      BuildDraft next = perhapsNext.orElseThrow();
      perhapsNext = Optional.empty();
      builds.accept(current.finish(file, perhapsNextLine - 1, perhapsNextTold));
      current = next;
    } else if (isRuntime) {
      current.absorb(perhapsNext.orElseThrow());
      perhapsNext = Optional.empty();
    }
  }

  private void decideCommand(LogLine line, String message, long toldBefore) {
    if (!message.startsWith("&&&& RUNNING") && !message.startsWith("RUNNING | Command Line")) {
      return;
    }
    if (writing().stage() != Stage.UNKNOWN || writing().hasError()) {
      beginAt(line.number(), toldBefore);
    }
    current.start(Stage.COMMAND);
  }

  private void decideBuilder(LogLine line, String message, long toldBefore) {
    if (!message.startsWith("[MemUsageChange] Init CUDA")) {
      return;
    }
    switch (writing().stage()) {
      case UNKNOWN, BUILDER -> {
        if (writing().hasError()) {
          beginAt(line.number(), toldBefore);
        }
      }
      case COMMAND -> {}
      case PARSING, BUILDING -> {
        perhapsNext = Optional.of(new BuildDraft(line.number(), toldBefore));
        perhapsNextLine = line.number();
        perhapsNextTold = toldBefore;
      }
    }
    writing().start(Stage.BUILDER);
  }

  private void decideParsing(LogLine line, String message, long toldBefore) {
    boolean isHeader = message.startsWith("Input filename:");
    if (!isHeader && !message.startsWith("Adding network input:")) {
      return;
    }
    boolean begins =
        switch (current.stage()) {
          case UNKNOWN -> current.hasError();
          case COMMAND, BUILDER -> false;
          case PARSING -> isHeader;
          case BUILDING -> true;
        };
    if (begins) {
      boolean afterRuler = isHeader && rulerLine == line.number() - 1;
      beginAt(line.number() - (afterRuler ? 1 : 0), toldBefore - (afterRuler ? 1 : 0));
    }
  }

  private void decideOptimizing(LogLine line, String message, long toldBefore) {
    boolean isOptimizer =
        message.startsWith("Original: ")
            || message.startsWith("Perform graph optimization on")
            || message.startsWith("Graph optimization time:");
    boolean isCalibrator =
        message.startsWith("Starting Calibration")
            || message.startsWith("Calibrator is not being used");
    boolean afterError = current.stage() == Stage.BUILDING && current.lastWasError();
    if ((current.hasEngine() && (isOptimizer || isCalibrator)) || (afterError && isOptimizer)) {
      beginAt(line.number(), toldBefore);
    }
  }

  private void beginAt(long number, long toldBefore) {
    perhapsNext.ifPresent(current::absorb);
    perhapsNext = Optional.empty();
    builds.accept(current.finish(file, number - 1, toldBefore));
    current = new BuildDraft(number, toldBefore);
  }
}
