package io.trtdoctor.settings;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts together how a build was made from our own options, a pasted command line and what a log
 * shows.
 *
 * <p>Rules for layers are ordered so that of those that match a layer the last counts: whole names
 * over names with a star over operator types, and a stronger source over a weaker one.
 */
public final class SettingsParser {
  private static final Set<String> SWITCHES =
      Set.of("--int8", "--fp16", "--bf16", "--fp8", "--strongly-typed");

  private static final OptionTable OPTIONS =
      new OptionTable(SWITCHES, Set.of())
          .withFlag("--int8", BuilderFlag.INT8)
          .withFlag("--fp16", BuilderFlag.FP16)
          .withFlag("--bf16", BuilderFlag.BF16)
          .withFlag("--fp8", BuilderFlag.FP8)
          .withFlag("--strongly-typed", BuilderFlag.STRONGLY_TYPED)
          .with("--precision-constraints", SettingsDraft::constraintMode)
          .with("--layer-precisions", SettingsDraft::layerPrecisions)
          .with("--layer-output-types", SettingsDraft::layerOutputTypes)
          .with("--layer-type-precision", SettingsDraft::layerTypePrecisions)
          .with("--constraints", SettingsParser::constraints)
          .with("--calibrator", SettingsDraft::calibrator)
          .with("--cache", SettingsDraft::cache)
          .with("--shapes", (draft, o) -> draft.shapes(ProfileDraft.SHAPES, o))
          .with("--minShapes", (draft, o) -> draft.shapes(ProfileDraft.MIN, o))
          .with("--optShapes", (draft, o) -> draft.shapes(ProfileDraft.OPT, o))
          .with("--maxShapes", (draft, o) -> draft.shapes(ProfileDraft.MAX, o))
          .with("--workspace", SettingsParser::workspace);

  private SettingsParser() {}

  /**
   * The settings from all sources: our options over the pasted command line over the log.
   *
   * @param options those of {@link #ofOptions}
   * @param like the pasted command line, if there is one
   * @param log what the log shows, {@link BuildSettings#unknown()} if nothing
   * @throws UsageException if an option or the pasted line makes no sense
   * @throws BadInputException if a constraint file is missing or damaged
   */
  public static BuildSettings parse(
      List<GivenOption> options, Optional<String> like, BuildSettings log) {
    BuildSettings pasted = like.map(SettingsParser::ofCommand).orElseGet(BuildSettings::unknown);
    return merge(ofOptions(options), merge(pasted, log));
  }

  /**
   * The settings of our own command line. Options that are given more than once add up.
   *
   * @throws UsageException if a value means nothing or two contradict each other
   * @throws BadInputException if a constraint file is missing or damaged
   * @throws IllegalArgumentException if an option is no setting
   */
  public static BuildSettings ofOptions(List<GivenOption> options) {
    SettingsDraft draft = new SettingsDraft("");
    for (GivenOption option : options) {
      OPTIONS
          .meaning(option.name())
          .orElseThrow(() -> new IllegalArgumentException("no setting: " + option.name()))
          .accept(draft, option);
    }
    return draft.settings();
  }

  /** The settings of a pasted command line; see {@link LikeCommand}. */
  public static BuildSettings ofCommand(String line) {
    return LikeCommand.parse(line).settings("--like");
  }

  /** The stronger settings, and where they say nothing the weaker ones. */
  public static BuildSettings merge(BuildSettings stronger, BuildSettings weaker) {
    return SettingsMerge.of(stronger, weaker);
  }

  private static void constraints(SettingsDraft draft, GivenOption option) {
    draft.constraints(ConstraintFile.read(Path.of(SettingsDraft.requireValue(option))), option);
  }

  private static void workspace(SettingsDraft draft, GivenOption option) {
    draft.workspace(MemorySize.inMebibytes(SettingsDraft.requireValue(option), option), option);
  }
}
