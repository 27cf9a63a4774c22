package io.trtdoctor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/** What a GPU once did, made again by the whole tool: one of the runs in {@code resources/runs}. */
final class RecordedRun {
  static final Path RUNS = Path.of("src", "test", "resources", "runs");

  private final Path folder;

  /**
   * @param folder an empty one, for what the run needs and leaves
   */
  RecordedRun(Path folder) {
    this.folder = folder;
  }

  /** The network with its repeating weights, unpacked. */
  String model(String name) throws IOException {
    Path model = folder.resolve(name);
    if (!Files.exists(model)) {
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(RUNS.resolve("models").resolve(name + ".gz")))) {
        Files.copy(in, model);
      }
    }
    return model.toString();
  }

  /** The 64 samples of run (c), unpacked: the first is NaN throughout, or in one place if asked. */
  String samples(boolean oneNan) throws IOException {
    Path samples = Files.createDirectory(folder.resolve("samples"));
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(RUNS.resolve("nan-first.zip")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, samples.resolve(Path.of(entry.getName()).getFileName()));
      }
    }
    if (oneNan) {
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(RUNS.resolve("one-nan.npy.gz")))) {
        Files.copy(in, samples.resolve("sample-00.npy"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return samples.toString();
  }

  /** The option that has a run answer: its lines in the members that a recording has. */
  String backend(String run) throws IOException {
    Path recording = folder.resolve(run + ".gz");
    if (!Files.exists(recording)) {
      try (BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(
                      new XZInputStream(Files.newInputStream(RUNS.resolve(run + ".probes.xz"))),
                      StandardCharsets.UTF_8));
          OutputStream out = Files.newOutputStream(recording)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          GZIPOutputStream member = new GZIPOutputStream(out);
          member.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          member.finish();
        }
      }
    }
    return "--backend=replay:" + recording;
  }

  /** The log of a run's first probe, as its case folder has it. */
  Path log(String run) throws IOException {
    backend(run);
    RecordedProbe first = RecordingReader.read(folder.resolve(run + ".gz")).get(0);
    return Files.writeString(
        folder.resolve(run + ".log"), ProbeLog.text(first.outcome().observations()));
  }

  /** A file of the runs. */
  static String file(String name) {
    return RUNS.resolve(name).toString();
  }

  Path cases() {
    return folder.resolve("cases");
  }

  /** The case that the tool has written last. */
  Path caseFolder() throws IOException {
    try (Stream<Path> cases = Files.list(cases())) {
      return cases.max(Path::compareTo).orElseThrow();
    }
  }

  JsonNode findings() throws IOException {
    return new ObjectMapper().readTree(caseFolder().resolve("findings.json").toFile());
  }

  Tool run(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(more));
    words.addAll(List.of("--optimization-level=0", "--out=" + cases()));
    return Tool.run(words.toArray(String[]::new));
  }

  /** The names of what the search over so and so found to blame, a set a line. */
  static List<String> culprits(JsonNode findings, String over) {
    List<String> names = new ArrayList<>();
    for (JsonNode isolation : findings.at("/experiment/isolations")) {
      if (isolation.path("over").asText().equals(over)) {
        isolation
            .path("culprits")
            .forEach(
                set -> {
                  List<String> members = new ArrayList<>();
                  set.forEach(subject -> members.add(subject.path("name").asText()));
                  names.add(String.join(" + ", members));
                });
      }
    }
    return names;
  }

  static int probes(JsonNode findings) {
    return findings.at("/experiment/probes").size();
  }
}
