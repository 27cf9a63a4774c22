package io.trtdoctor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvedCaseTest {
  private static final String CAUSE = "constraint-without-kernel";
  private static final Message SUMMARY = Message.of("causes." + CAUSE + ".summary-layer", "a");

  @Test
  void theVerdictTellsHowManyLayersAreToBlameOnceAllWereIsolated() {
    assertThat(summary(isolation(true, "a", "b")))
        .isEqualTo(
            "2 of 63 layers have no kernel for the precision they have to obey; each alone is"
                + " enough to break the build.");
    assertThat(summary(isolation(true, "a")))
        .isEqualTo("Of 63 layers a alone has no kernel for the precision it has to obey.");
  }

  @Test
  void otherLayersMayBeToBlameWhileTheSearchIsNotComplete() {
    assertThat(summary(isolation(false, "a", "b"))).contains("other layers may be");
  }

  @Test
  void aBuildThatComesOutIsNotHealthyIfASearchFoundWhatGivesItTheSymptom() {
    Verdict healthy =
        new Verdict(
            Verdict.Status.HEALTHY,
            Optional.empty(),
            Optional.empty(),
            Message.of("diagnosis.healthy"));
    Experiment experiment =
        new Experiment(
            List.of(),
            List.of(),
            List.of(),
            List.of(isolation(true, "a", "b")),
            List.of(),
            List.of());

    Verdict verdict = ProvedCase.of(diagnosis(healthy, List.of()), experiment).verdict();

    assertThat(verdict.status()).isEqualTo(Verdict.Status.UNDETERMINED);
    assertThat(Texts.in(Language.EN).render(verdict.summary()))
        .contains("2 of 63 candidates are to blame, a first");
  }

  private static String summary(IsolationSummary isolation) {
    Message setting = Message.of("experiment.factor.constraints");
    Proof proof = new Proof(Optional.of(CAUSE), setting, setting, setting, 1, 2, 1);
    Experiment experiment =
        new Experiment(
            List.of(), List.of(proof), List.of(), List.of(isolation), List.of(), List.of());
    return Texts.in(Language.EN).render(ProvedCase.of(diagnosis(), experiment).verdict().summary());
  }

  private static IsolationSummary isolation(boolean complete, String... layers) {
    List<List<Subject>> culprits =
        List.of(layers).stream()
            .map(name -> List.of(new Subject(Subject.Kind.LAYER, name, Optional.empty())))
            .toList();
    return new IsolationSummary(
        "layers",
        63,
        "independent",
        culprits,
        List.of(),
        List.of(3),
        true,
        false,
        complete,
        1,
        Optional.empty());
  }

  private static Diagnosis diagnosis() {
    Finding finding =
        new Finding(
            CAUSE,
            Certainty.EVIDENT,
            Finding.Effect.BREAKS,
            SUMMARY,
            List.of(),
            List.of(new Evidence("build.log", 1, "No supported formats for a")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Verdict verdict =
        new Verdict(
            Verdict.Status.CAUSE_NAMED,
            Optional.of(CAUSE),
            Optional.of(Certainty.EVIDENT),
            SUMMARY);
    return diagnosis(verdict, List.of(finding));
  }

  private static Diagnosis diagnosis(Verdict verdict, List<Finding> findings) {
    BuildDiagnosis build =
        new BuildDiagnosis(
            "build.log",
            1,
            1,
            Optional.empty(),
            verdict,
            findings,
            List.of(),
            List.of(),
            Map.of(),
            Set.of(),
            Set.of());
    return new Diagnosis(
        verdict,
        List.of(build),
        findings,
        BuildSettings.unknown(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
