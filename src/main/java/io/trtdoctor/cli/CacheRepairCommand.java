package io.trtdoctor.cli;

import io.trtdoctor.calibration.CacheRepair;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.calibration.NamedCache;
import io.trtdoctor.calibration.Renames;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.text.Message;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Takes what is wrong out of a calibration cache. */
final class CacheRepairCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("repair")
            .argument(0, "CACHE", true)
            .argument(1, "MODEL.onnx", false)
            .value("CACHE", "--from")
            .flag("--rename")
            .value("OLD.onnx", "--before");
    return FileOutput.addTo(layout).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String file = line.matchedPositionalValue(0, "");
    FileOutput.of(line);
    CalibrationCache cache = CalibrationCacheReader.read(CaseFiles.path(file));
    Optional<CacheModel> model = CacheModel.at(line, 1);
    Optional<NamedCache> from =
        Optional.ofNullable(line.<String>matchedOptionValue("--from", null))
            .map(CacheMergeCommand::read);
    from.ifPresent(other -> CacheMergeCommand.warn(session, file, cache, other));
    return CacheSteps.finish(
        line,
        session,
        file,
        CacheRepair.of(cache, model.map(CacheModel::network), from, renames(line, cache, model)));
  }

  private static Renames renames(
      ParseResult line, CalibrationCache cache, Optional<CacheModel> model) {
    boolean wanted = line.hasMatchedOption("--rename") || line.hasMatchedOption("--before");
    if (wanted && model.isEmpty()) {
      throw new UsageException(Message.of("cli.cache.rename-without-model"));
    }
    return wanted
        ? Renames.of(cache, model.orElseThrow().network(), CacheModel.before(line))
        : Renames.NONE;
  }
}
