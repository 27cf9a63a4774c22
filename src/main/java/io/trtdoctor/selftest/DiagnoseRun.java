package io.trtdoctor.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code diagnose} in a process of its own, as a user starts it. */
final class DiagnoseRun {
  private static final double MOST_SECONDS = 25;
  private static final int CAUSE_NAMED = 10;

  private final Bench bench;
  private final Facts facts;

  private DiagnoseRun(Bench bench, Facts facts) {
    this.bench = bench;
    this.facts = facts;
  }

  static void noBatches(Bench bench, Facts facts) throws IOException, InterruptedException {
    DiagnoseRun run = new DiagnoseRun(bench, facts);
    Stopwatch watch = new Stopwatch();
    int code = run.start(List.of("--int8", "--no-data", "--no-experiments"));
    double seconds = watch.seconds();
    facts.put("seconds", seconds);
    facts.require("exit code", code == CAUSE_NAMED, Integer.toString(code));
    facts.require(
        "cause",
        run.verdict("cause").equals("calibrator-no-batches"),
        run.verdict("cause") + " (" + run.verdict("certainty") + ")");
    facts.require("within 25 s", seconds <= MOST_SECONDS, seconds + " s");
  }

  static void healthy(Bench bench, Facts facts) throws IOException, InterruptedException {
    DiagnoseRun run = new DiagnoseRun(bench, facts);
    Stopwatch watch = new Stopwatch();
    int code =
        run.start(List.of("--int8", "--optimization-level", Integer.toString(bench.level())));
    facts.put("seconds", watch.seconds());
    facts.require("exit code", code == 0, Integer.toString(code));
    facts.require("verdict", run.verdict("status").equals("healthy"), run.verdict("status"));
  }

  private int start(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(bench.tool());
    command.addAll(List.of("diagnose", bench.modelPath().toString(), "--json", "--backend", "gpu"));
    command.addAll(arguments);
    command.addAll(bench.lineArguments());
    facts.put("command", String.join(" ", command.subList(bench.tool().size(), command.size())));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output().toFile())
            .redirectError(errors().toFile())
            .start();
    try {
      if (!process.waitFor(bench.probeLimit().toSeconds(), TimeUnit.SECONDS)) {
        facts.put("said", Files.readString(errors()));
        throw new IOException("diagnose did not end within " + bench.probeLimit());
      }
      facts.put("said", Files.readString(errors()).strip());
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String verdict(String field) throws IOException {
    JsonNode tree = new ObjectMapper().readTree(output().toFile());
    return tree.path("verdict").path(field).asText("none");
  }

  private Path output() {
    return bench.settings().workFolder().resolve("diagnose.json");
  }

  private Path errors() {
    return bench.settings().workFolder().resolve("diagnose.err");
  }
}
