import io.trtdoctor.model.EngineLayer;
import io.trtdoctor.probe.EngineLayers;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.record.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints what came of the probes of scripts/make-fused-blocks: {@code FusedTable FOLDER}. */
final class FusedTable {
  private static final String INPUT_ONLY = "-input-only";
  private static final String WHOLE = "-whole";
  private static final List<String> LINES = List.of("8.6", "10.6");
  private static final Pattern NO_KERNEL =
      Pattern.compile("Could not find any implementation for node (.+?)\\.?\\)?$");

  /** {@code /block0/act/Mul}, of which only the last part tells something. */
  private static final Pattern PATH = Pattern.compile("/?block(\\d)/(?:[a-z]+/)?");

  private static final String FIRST_BLOCK = "/block0/conv/";
  private static final int LONGEST = 90;

  private final Path folder;

  private FusedTable(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    new FusedTable(Path.of(args[0])).print();
  }

  private void print() throws IOException {
    System.out.print("| block | TensorRT's name for it, 8.6 and 10.6 |");
    LINES.forEach(line -> System.out.print(" " + line + ", input alone | " + line + ", whole |"));
    System.out.println("\n|---|---|" + "---|".repeat(2 * LINES.size()));
    for (String kind : kinds()) {
      System.out.println("| " + kind + " | " + names(kind) + " | " + cells(kind) + " |");
    }
  }

  private TreeSet<String> kinds() throws IOException {
    TreeSet<String> kinds = new TreeSet<>();
    try (Stream<Path> probes = Files.list(folder)) {
      probes
          .map(probe -> probe.getFileName().toString())
          .filter(name -> name.endsWith(WHOLE))
          .forEach(name -> kinds.add(name.substring(0, name.length() - WHOLE.length())));
    }
    return kinds;
  }

  private String cells(String kind) {
    List<String> cells = new ArrayList<>();
    for (String line : LINES) {
      cells.add(outcome(kind + INPUT_ONLY, line).map(FusedTable::cell).orElse("not tried"));
      cells.add(outcome(kind + WHOLE, line).map(FusedTable::cell).orElse("not tried"));
    }
    return String.join(" | ", cells);
  }

  private String names(String kind) {
    List<String> names = new ArrayList<>();
    for (String line : LINES) {
      Stream.of(INPUT_ONLY, WHOLE)
          .flatMap(cache -> outcome(kind + cache, line).flatMap(FusedTable::blockName).stream())
          .findFirst()
          .map(name -> "`" + shortened(PATH.matcher(name).replaceAll("")) + "`")
          .filter(name -> !names.contains(name))
          .ifPresent(names::add);
    }
    return names.isEmpty() ? "-" : String.join(", ", names);
  }

  private Optional<Outcome> outcome(String probe, String line) {
    Path file = folder.resolve(probe).resolve("trt-" + line + ".recording");
    return Files.exists(file)
        ? RecordingReader.read(file).stream().map(recorded -> recorded.outcome()).findFirst()
        : Optional.empty();
  }

  private static String cell(Outcome outcome) {
    if (outcome instanceof Outcome.Built built) {
      return "built, first block's output "
          + firstBlock(built.observations()).map(FusedTable::type).orElse("unknown");
    } else if (outcome instanceof Outcome.Failed failed) {
      return "**fails**, "
          + blockIn(failed.symptom())
              .map(name -> "no kernel for " + (name.contains(FIRST_BLOCK) ? "the first" : "a later"))
              .orElse("`" + shortened(failed.symptom().replace("|", "\\|")) + "`");
    }
    return outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static Optional<String> blockName(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return blockIn(failed.symptom());
    }
    return firstBlock(outcome.observations()).map(EngineLayer::name);
  }

  private static Optional<String> blockIn(String symptom) {
    Matcher node = NO_KERNEL.matcher(symptom.strip());
    return node.find() ? Optional.of(node.group(1)) : Optional.empty();
  }

  /** The engine's layer with the first convolution. */
  private static Optional<EngineLayer> firstBlock(Observations seen) {
    return EngineLayers.of(seen).stream()
        .filter(layer -> layer.name().startsWith(FIRST_BLOCK))
        .findFirst();
  }

  private static String type(EngineLayer layer) {
    String format = layer.format();
    return format.contains("Int8") ? "INT8" : format.contains("FP32") ? "FP32" : format;
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
