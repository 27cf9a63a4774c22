package io.trtdoctor.report;

import java.util.List;

/**
 * A report in words, ready to be laid out. Text is as found, fit to print, and not yet escaped; an
 * empty text stands for nothing to say.
 *
 * @param language the language's tag for HTML
 * @param subject what was judged: the model's or the log's name
 * @param primary the finding that the verdict names; empty or one
 * @param experiment what probes found out; empty or one
 * @param prediction what the calibration data come to on the CPU; empty or one
 * @param others further findings, or the candidates where no cause was named
 */
public record ReportView(
    String language,
    String subject,
    String created,
    VerdictView verdict,
    List<FindingView> primary,
    List<FindingView> others,
    List<PhaseView> phases,
    List<TraceView> traces,
    int tracesLeftOut,
    TensorsView tensors,
    List<BuildView> builds,
    List<SettingView> settings,
    List<String> notUnderstood,
    List<FactView> versions,
    List<InputView> inputs,
    String command,
    List<String> notes,
    List<ExperimentView> experiment,
    List<PredictionView> prediction) {

  /**
   * The verdict.
   *
   * @param subjects the first of what it is about
   * @param sameNode whether the first of them is an ONNX node of the same name
   * @param first the first thing to do, none or one
   * @param fallback whether that is a build that was measured, with more files elsewhere
   * @param proof the lines that carry it, empty where there is none
   */
  public record VerdictView(
      String status,
      String statusLabel,
      String cause,
      String title,
      String certainty,
      String certaintyLabel,
      String certaintyMeaning,
      String summary,
      List<SubjectView> subjects,
      int subjectsLeftOut,
      boolean sameNode,
      List<RemedyView> first,
      boolean fallback,
      List<EvidenceView> proof) {}

  /** A finding; {@code what} explains its cause in general. */
  public record FindingView(
      String id,
      String cause,
      String title,
      String certainty,
      String certaintyLabel,
      String certaintyMeaning,
      String effectLabel,
      String summary,
      String what,
      List<String> reasoning,
      List<EvidenceView> evidence,
      List<EvidenceView> against,
      List<SubjectView> subjects,
      int subjectsLeftOut,
      List<RemedyView> remedies,
      List<String> settledBy,
      List<EvidenceView> followedBy) {}

  /** Lines of one file, consecutive; {@code number} of a line is empty where there is none. */
  public record EvidenceView(String file, String place, List<LineView> lines) {}

  /**
   * A line; its mark is {@code hit} for the evidence itself, {@code follows} for what only follows
   * from it, or empty.
   */
  public record LineView(String number, String text, String mark) {}

  /** Something a finding is about. */
  public record SubjectView(String kindLabel, String name, String onnxNode) {}

  /** A remedy; {@code id} is unique on the page. */
  public record RemedyView(String id, String name, String title, List<SnippetView> snippets) {}

  /** A snippet for one tool. */
  public record SnippetView(String tool, String label, String text) {}

  /** A phase; {@code percent} is its share of the longest one's time, -1 if the time is unknown. */
  public record PhaseView(
      String label, String line, String time, int percent, boolean finished, String note) {}

  /** The way of one scale through the network as a picture and as a list. */
  public record TraceView(
      String id,
      String tensor,
      int width,
      int height,
      List<BoxView> boxes,
      List<LinkView> links,
      List<StepView> steps) {}

  /**
   * A box of the picture.
   *
   * @param kind {@code tensor}, {@code layer} or {@code gap}
   * @param marks {@code missing}, {@code copies}, {@code constrained}, {@code scaled}
   * @param head the first line: a shortened name or an operator
   * @param sign a sign for the state that needs no colour
   */
  public record BoxView(
      String kind,
      String marks,
      int x,
      int y,
      int width,
      int height,
      String sign,
      String head,
      String fullName,
      List<String> lines) {}

  /** A line between two boxes, downwards, with a word beside it. */
  public record LinkView(int x1, int y1, int x2, int y2, String label) {}

  /** A station of the way in words. */
  public record StepView(String kindLabel, String name, String text, boolean missing) {}

  /** Tensors concerned, how many more there are, and whether their columns say anything. */
  public record TensorsView(
      List<TensorView> rows, int leftOut, String counts, boolean withScales, boolean withCache) {}

  /** A tensor with its scale. */
  public record TensorView(
      String name,
      String producer,
      String type,
      String shape,
      String scale,
      String range,
      String cached,
      String state,
      boolean missing) {}

  /** A build of the case's logs; {@code shown} if the report is about it. */
  public record BuildView(
      String log,
      String lines,
      String version,
      String status,
      String statusLabel,
      String summary,
      boolean shown) {}

  /** A setting with the place where it was read. */
  public record SettingView(String option, String value, String origin) {}

  /** A fact with its name. */
  public record FactView(String name, String value) {}

  /** An input file. */
  public record InputView(String role, String name, String size, String sha256) {}
}
