package io.trtdoctor.cli;

import io.trtdoctor.bundle.BundleWriter;
import io.trtdoctor.bundle.Draft;
import io.trtdoctor.bundle.Finishing;
import io.trtdoctor.bundle.Manifest;
import io.trtdoctor.bundle.OpenedBundle;
import io.trtdoctor.bundle.Packer;
import io.trtdoctor.bundle.Redaction;
import io.trtdoctor.bundle.Wishes;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Packs a case for a bug ticket: all that it takes to see the failure again, and no secrets. */
final class BundleCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("bundle")
            .argument(0, "CASE", true)
            .value("FILE.zip", "-o", "--output")
            .flag("--strip-weights")
            .flag("--keep-weights")
            .values("TENSOR", "--keep-weights-of")
            .values("WORD", "--redact")
            .flag("--keep-names")
            .flag("--with-data")
            .flag("--whole-network")
            .value("MODEL.onnx", "--model")
            .value("FILE", "--cache")
            .flag("--anyway")
            .flag("--dry-run");
    return ProbeOptions.addPlaceTo(layout).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return Interruption.watching(() -> bundle(line, session));
  }

  private static ExitStatus bundle(ParseResult line, Session session) {
    if (line.hasMatchedOption("--strip-weights") && line.hasMatchedOption("--keep-weights")) {
      throw new UsageException(Message.of("bundle.weights-contradiction"));
    }
    Path folder = CaseFiles.path(line.matchedPositionalValue(0, ""));
    Path out = CaseFiles.path(line.matchedOptionValue("--output", folder.getFileName() + ".zip"));
    boolean dry = line.hasMatchedOption("--dry-run");
    if (!dry) {
      BundleWriter.requireFree(out);
      FileOutput.requirePlace(out);
    }
    StoredCase stored = StoredCase.read(folder);
    Redaction redaction = redaction(line, stored, session);
    try (ScratchFolder staging = ScratchFolder.open();
        ScratchFolder scratch = ScratchFolder.open()) {
      Draft draft = new Packer(stored, wishes(line, stored), redaction, staging.folder()).draft();
      BundleCheck check =
          new BundleCheck(
              line, session, draft, redaction, stored.option("--symptom"), scratch.folder());
      Manifest.Failure failure = check.run();
      show(
          draft,
          new Finishing(draft, failure, Version.current()).complete(session.texts()),
          line,
          session);
      // Said and not packed: the README must not have the word either.
      redaction.notFound().forEach(word -> session.say(Message.of("bundle.note.not-found", word)));
      sameDiagnosis(stored, staging.folder(), line, session);
      if (isGone(failure) && !line.hasMatchedOption("--anyway")) {
        session.say(Message.of("cli.bundle.not-written", check.offer()));
        return ExitStatus.UNDETERMINED;
      }
      write(draft, out, dry, session);
      return ExitStatus.FINE;
    }
  }

  private static boolean isGone(Manifest.Failure failure) {
    return failure.check().equals(FailureCheck.Result.GONE.tag());
  }

  private static void write(Draft draft, Path out, boolean dry, Session session) {
    if (dry) {
      session.say(Message.of("cli.bundle.dry-run"));
    } else {
      BundleWriter.write(draft.contents(), out);
      session.say(Message.of("cli.bundle.written", out, size(out)));
    }
  }

  private static Redaction redaction(ParseResult line, StoredCase stored, Session session) {
    return Redaction.of(
        line.matchedOptionValue("--redact", List.of()),
        line.hasMatchedOption("--keep-names")
            ? Optional.empty()
            : Optional.of(Identities.of(stored, session.environment())));
  }

  private static Wishes wishes(ParseResult line, StoredCase stored) {
    Set<TensorName> kept =
        line.matchedOptionValue("--keep-weights-of", List.<String>of()).stream()
            .map(TensorName::of)
            .collect(Collectors.toSet());
    return new Wishes(
        path(line, "--model"),
        path(line, "--cache"),
        line.hasMatchedOption("--keep-weights"),
        kept,
        line.hasMatchedOption("--whole-network"),
        line.hasMatchedOption("--with-data")
            ? Optional.of(CaseSamples.of(stored, path(line, "--model")))
            : Optional.empty());
  }

  private static Optional<Path> path(ParseResult line, String option) {
    return Optional.ofNullable(line.<String>matchedOptionValue(option, null)).map(CaseFiles::path);
  }

  private static void show(Draft draft, List<Message> notes, ParseResult line, Session session) {
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(draft).stripTrailing());
    } else {
      session.print(Message.of("cli.bundle.contents", draft.contents().files().size()));
      Table table = new Table();
      draft
          .contents()
          .files()
          .forEach(
              (name, what) ->
                  table.row(
                      name,
                      Long.toString(size(draft.contents().file(name))),
                      session.texts().render(what)));
      table.lines(2).forEach(session.console()::print);
    }
    notes.forEach(session::say);
  }

  private static String json(Draft draft) {
    try {
      return Files.readString(draft.contents().file(Manifest.NAME));
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }

  /** Says whether whoever opens the bundle comes to the same cause by what is in it. */
  private static void sameDiagnosis(
      StoredCase stored, Path staging, ParseResult line, Session session) {
    OpenedBundle bundle = OpenedBundle.of(staging);
    if (bundle.file(OpenedBundle.MODEL).isEmpty() && bundle.recipe().map(Recipe::line).isEmpty()) {
      return;
    }
    try {
      Optional<String> cause =
          new BundleDiagnosis(bundle, new ProbeOptions(line), session)
              .ofTheBuild()
              .verdict()
              .cause();
      session.say(
          cause.equals(stored.cause())
              ? Message.of("cli.bundle.same-cause", named(cause))
              : Message.of("cli.bundle.other-cause", named(stored.cause()), named(cause)));
    } catch (BadInputException e) {
      session.say(Message.of("cli.failed", e.explanation()));
    }
  }

  private static Object named(Optional<String> cause) {
    return cause.<Object>map(id -> id).orElseGet(() -> Message.of("cli.bundle.no-cause"));
  }
}
