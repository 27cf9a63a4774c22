package io.trtdoctor.diagnosis;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.model.BuildSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges whole logs of the test resources, the log alone. */
final class LogBench {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private LogBench() {}

  static List<BuildLog> read(String file) {
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(RESOURCES.resolve(file), file, builds::add);
    return builds;
  }

  static List<BuildDiagnosis> judge(String file) {
    BuildJudge judge = new BuildJudge(Catalogue.all());
    List<BuildDiagnosis> judged =
        read(file).stream().map(log -> judge.judge(logAlone(log))).toList();
    if (!judge.notes().isEmpty()) {
      throw new AssertionError("checks crashed: " + judge.notes());
    }
    return judged;
  }

  static BuildDiagnosis worst(String file) {
    List<BuildDiagnosis> builds = judge(file);
    Verdict verdict =
        CaseAssembly.assemble(
                builds,
                BuildSettings.unknown(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of())
            .verdict();
    return builds.stream().filter(b -> b.verdict().equals(verdict)).findFirst().orElseThrow();
  }

  private static CaseInputs logAlone(BuildLog log) {
    return new CaseInputs(
        Optional.of(log), BuildSettings.unknown(), Optional.empty(), Optional.empty());
  }
}
