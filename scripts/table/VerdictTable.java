import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts the answers that scripts/verdict-table collected beside what is expected. */
final class VerdictTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_FAULT = "healthy";

  private final Path answers;
  private final Path resources;
  private int right;
  private int rows;

  private VerdictTable(Path answers, Path resources) {
    this.answers = answers;
    this.resources = resources;
  }

  public static void main(String[] args) throws IOException {
    new VerdictTable(Path.of(args[0]), Path.of(args[1])).print();
  }

  private record Answer(String status, String cause, String certainty, String code) {
    String given() {
      return cause.isEmpty() ? status : cause;
    }

    String cells() {
      return given() + " | " + (certainty.isEmpty() ? "-" : certainty) + " | " + code;
    }
  }

  private void print() throws IOException {
    System.out.println("# Verdicts\n");
    System.out.println(
        "What trt-doctor makes of every recording and every public report among the test resources;"
            + " printed by `scripts/verdict-table`.\n"
            + "`src/test/resources/recordings/README.md` and `field-logs/README.md` tell what they"
            + " are and how the expected cause is known.\n");
    recordings("Recordings, the log alone", "alone", 1);
    recordings("Recordings, with model, settings and cache", "with", 4);
    reports();
  }

  private void recordings(String title, String folder, int column) throws IOException {
    begin(title, "recording | expected");
    for (String line : Files.readAllLines(resources.resolve("recordings/expected.csv"))) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("recording") && !cells[column].isEmpty()) {
        Answer answer = answer(folder, cells[0].replace("/", "__"));
        boolean isRight = List.of(cells[column].split("\\|")).contains(answer.given());
        row(cells[0] + inputs(cells, column), cells[column].replace("|", " or "), answer, isRight);
      }
    }
    end();
  }

  private static String inputs(String[] cells, int column) {
    return column == 1 || cells[2].isEmpty() ? "" : " (cache: " + cells[2] + ")";
  }

  private void reports() throws IOException {
    begin("Public reports, the log alone", "report | expected, and how sure the log can make it");
    int evident = 0;
    int evidentRight = 0;
    for (Path file : reportFiles()) {
      JsonNode report = JSON.readTree(file.toFile());
      String name = file.getFileName().toString().replace(".json", "");
      Answer answer = answer("field", name);
      boolean isRight = accepted(report).contains(answer.given());
      boolean isEvident = report.get("from_this_log").asText().equals("evident");
      evident += isEvident ? 1 : 0;
      evidentRight += isEvident && isRight ? 1 : 0;
      boolean isFine = isRight || (!isEvident && answer.status().equals("undetermined"));
      String expected = String.join(" or ", accepted(report));
      row(name, expected + ", " + report.get("from_this_log").asText(), answer, isFine);
    }
    end();
    System.out.println(
        "Of the " + evident + " reports whose log makes the cause evident, " + evidentRight
            + " get it (or one as right) first.");
  }

  private List<Path> reportFiles() throws IOException {
    try (Stream<Path> files = Files.list(resources.resolve("field-logs"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static List<String> accepted(JsonNode report) {
    List<String> accepted = new ArrayList<>(List.of(report.get("cause").asText()));
    report.get("also_right").forEach(n -> accepted.add(n.isNull() ? NO_FAULT : n.asText()));
    return accepted;
  }

  private Answer answer(String folder, String name) throws IOException {
    Path json = answers.resolve(folder).resolve(name + ".json");
    String code = Files.readString(answers.resolve(folder).resolve(name + ".code")).strip();
    JsonNode verdict = JSON.readTree(json.toFile()).path("verdict");
    return new Answer(
        verdict.path("status").asText("no answer"),
        verdict.path("cause").asText("").replace("null", ""),
        verdict.path("certainty").asText("").replace("null", ""),
        code);
  }

  private void begin(String title, String columns) {
    right = 0;
    rows = 0;
    System.out.println("## " + title + "\n");
    System.out.println("| " + columns + " | verdict | certainty | exit code | right |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
  }

  private void row(String name, String expected, Answer answer, boolean isRight) {
    rows++;
    right += isRight ? 1 : 0;
    System.out.println(
        "| " + name + " | " + expected + " | " + answer.cells() + " | " + (isRight ? "yes" : "**no**")
            + " |");
  }

  private void end() {
    System.out.println("\n" + right + " of " + rows + " right.\n");
  }
}
