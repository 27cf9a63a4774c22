package io.trtdoctor.report;

import io.trtdoctor.report.ReportView.EvidenceView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.report.ReportView.SubjectView;
import java.util.List;

/**
 * What probes found out, in words, like {@link ReportView}.
 *
 * @param summary what it comes to, a sentence each
 * @param notes what else there is to say: what was not reproduced, what was left open
 * @param samples over how many samples the fallbacks' outputs were compared, in a sentence
 * @param counts how many probes there were, how long they took and how many were recorded
 */
public record ExperimentView(
    List<String> summary,
    List<String> notes,
    List<ProofView> proofs,
    List<ClearedView> cleared,
    List<IsolationView> isolations,
    List<FallbackView> fallbacks,
    List<FallbackView> comparisons,
    String advice,
    String samples,
    List<ProbeGroupView> probes,
    String counts) {

  /**
   * Two probes side by side.
   *
   * @param setting what differs
   * @param cause the title of the cause that this proves, empty where it is none of the catalogue
   * @param repeats how often both were run, in a sentence
   */
  public record ProofView(
      String setting, String cause, SideView failing, SideView passing, String repeats) {}

  /** One of the two; {@code value} is what the differing setting is in it. */
  public record SideView(String value, ProbeView probe, List<EvidenceView> excerpt) {}

  /**
   * A probe.
   *
   * @param settings what its recipe has that matters, or that it is as given
   * @param answer {@code fails}, {@code passes} or {@code unresolved}
   * @param told what it proves or rules out, a sentence each
   * @param origin that it was answered from a recording, empty where it was run
   */
  public record ProbeView(
      int number,
      String asked,
      List<String> settings,
      String answer,
      String answerLabel,
      String outcome,
      List<String> told,
      String time,
      String origin) {}

  /** Probes that were asked one after the other for one purpose; {@code counts} how many. */
  public record ProbeGroupView(String title, String counts, List<ProbeView> probes) {}

  /** Something that is not to blame. */
  public record ClearedView(String what, String sentence, ProbeView probe) {}

  /**
   * What a search found.
   *
   * @param title what was searched for
   * @param found how many are to blame and how they work together, in a sentence
   * @param searched among how many, and the probes it rests on
   * @param sets each enough by itself
   * @param limits what limits the answer, and what the next probe would be
   */
  public record IsolationView(
      String title,
      String found,
      String searched,
      List<SetView> sets,
      int setsLeftOut,
      List<String> limits,
      List<SubjectView> unresolved) {}

  /** Culprits that are enough together. */
  public record SetView(List<SubjectView> members, int leftOut) {}

  /**
   * A build that was made to avoid the fault or to be compared with one that does.
   *
   * @param merits in what it is better than all others
   * @param int8 how many layers of the engine compute in INT8, of how many
   * @param timesInt8 the latency by that of the build with all in INT8
   * @param exports how to build it elsewhere, none or one with a snippet for each file
   * @param folder where the case folder has the files, empty where it has none
   * @param gaps what the files cannot say, a sentence each
   */
  public record FallbackView(
      String title,
      boolean verified,
      List<String> merits,
      String outcome,
      int probe,
      String lifted,
      List<LiftView> lifts,
      String int8,
      String latency,
      String timesInt8,
      String timesFp16,
      String maxAbsolute,
      String relativeL2,
      String cosine,
      String topOne,
      List<RemedyView> exports,
      List<String> files,
      String folder,
      List<String> gaps) {}

  /** A layer and what it has instead. */
  public record LiftView(SubjectView layer, String precision) {}
}
