package io.trtdoctor.report;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * All that the files of a case tell.
 *
 * @param diagnosis what is known of the case
 * @param language what it is told in
 * @param command the command line as given, program name first
 * @param versions what judged the case
 * @param createdAt when it was judged; names the case folder
 * @param excerpts the lines around the evidence, in any order
 * @param ownBuild the build that was made for the case
 * @param log the log that the case is about
 */
public record CaseReport(
    Diagnosis diagnosis,
    Language language,
    List<String> command,
    Versions versions,
    ZonedDateTime createdAt,
    List<Excerpt> excerpts,
    OwnBuild ownBuild,
    EmbeddedLog log) {
  public CaseReport {
    command = List.copyOf(command);
    excerpts = List.copyOf(excerpts);
    if (diagnosis.builds().isEmpty()) {
      throw new IllegalArgumentException("a diagnosis has at least one build");
    }
  }

  /** A report of now, by the clock. */
  public static CaseReport of(
      Diagnosis diagnosis,
      Language language,
      List<String> command,
      Versions versions,
      List<Excerpt> excerpts,
      Clock clock) {
    return new CaseReport(
        diagnosis,
        language,
        command,
        versions,
        ZonedDateTime.now(clock),
        excerpts,
        OwnBuild.none(),
        EmbeddedLog.none());
  }

  /** The same with the build that was made for it. */
  public CaseReport with(OwnBuild build) {
    return new CaseReport(diagnosis, language, command, versions, createdAt, excerpts, build, log);
  }

  /** The same with the log that it is about. */
  public CaseReport with(EmbeddedLog other) {
    return new CaseReport(
        diagnosis, language, command, versions, createdAt, excerpts, ownBuild, other);
  }

  /** The build whose verdict and findings are those of the whole case. */
  public BuildDiagnosis worstBuild() {
    return worstBuild(diagnosis);
  }

  /** The build of a diagnosis whose verdict and findings are those of the whole case. */
  public static BuildDiagnosis worstBuild(Diagnosis diagnosis) {
    return diagnosis.builds().stream()
        .filter(build -> build.verdict().equals(diagnosis.verdict()))
        .filter(build -> build.findings().equals(diagnosis.findings()))
        .findFirst()
        .orElseGet(() -> diagnosis.builds().get(0));
  }

  Texts texts() {
    return Texts.in(language);
  }

  /** The same told in another language. */
  public CaseReport in(Language other) {
    return new CaseReport(diagnosis, other, command, versions, createdAt, excerpts, ownBuild, log);
  }
}
