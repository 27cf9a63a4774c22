package io.trtdoctor.cli;

import io.trtdoctor.calibration.CacheMerge;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.calibration.NamedCache;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.text.Message;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Fills the gaps of a calibration cache from others. */
final class CacheMergeCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("merge").arguments("CACHE").value("MODEL.onnx", "--model");
    return FileOutput.addTo(layout).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    List<String> files = line.matchedPositionalValue(0, List.<String>of());
    if (files.size() < 2) {
      throw new UsageException(Message.of("cli.cache.merge.one"));
    }
    FileOutput.of(line);
    CalibrationCache base = CalibrationCacheReader.read(CaseFiles.path(files.get(0)));
    List<NamedCache> others = files.stream().skip(1).map(CacheMergeCommand::read).toList();
    others.forEach(other -> warn(session, files.get(0), base, other));
    return CacheSteps.finish(
        line,
        session,
        files.get(0),
        CacheMerge.of(base, others, CacheModel.of(line, "--model").map(CacheModel::network)));
  }

  static NamedCache read(String file) {
    return new NamedCache(file, CalibrationCacheReader.read(CaseFiles.path(file)));
  }

  /** Scales of different calibrators do not match each other, though TensorRT takes them. */
  static void warn(Session session, String file, CalibrationCache base, NamedCache other) {
    if (!base.header().equals(other.cache().header())) {
      session.say(
          Message.of(
              "cli.cache.merge.headers",
              file,
              base.header(),
              other.name(),
              other.cache().header()));
    }
  }
}
