package io.trtdoctor.reduce;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tries models within limits, and keeps the last one that failed on the disk, whole, at any time.
 */
final class Trials {
  private final Path folder;
  private final ReductionOptions options;
  private final ReductionListener listener;
  private final ModelQuestion question;
  private final Set<ReductionStep> steps = new LinkedHashSet<>();
  private Path best;
  private int least;
  private int tries;
  private boolean over;

  Trials(
      Path given,
      int layers,
      Path folder,
      ReductionOptions options,
      ReductionListener listener,
      ModelQuestion question) {
    this.best = given;
    this.least = layers;
    this.folder = folder;
    this.options = options;
    this.listener = listener;
    this.question = question;
  }

  /** Tries the model as it was given. */
  Answer askGiven() throws InterruptedException {
    return mayAsk() ? asked(ReductionStep.GIVEN, best, least) : Answer.UNRESOLVED;
  }

  /**
   * Tries a model that is smaller than the last one that failed; unresolved if the limits forbid
   * it.
   *
   * @throws MachineLacksException if it cannot be written
   */
  boolean fails(ReductionStep step, OnnxModel model, int layers) throws InterruptedException {
    if (!mayAsk()) {
      return false;
    }
    Path file = folder.resolve("try-%03d.onnx".formatted(tries + 1));
    try {
      write(model, file);
      boolean fails = asked(step, file, layers) == Answer.FAILS;
      if (fails) {
        keep(step, file);
      }
      return fails;
    } finally {
      delete(file);
    }
  }

  private Answer asked(ReductionStep step, Path file, int layers) throws InterruptedException {
    tries++;
    listener.asking(step, tries, layers);
    Answer answer = question.ask(file);
    if (answer == Answer.FAILS) {
      least = layers;
    }
    listener.answered(step, answer, least);
    return answer;
  }

  private boolean mayAsk() {
    over = over || tries >= options.mostTries() || options.outOfTime().getAsBoolean();
    return !over;
  }

  private void keep(ReductionStep step, Path file) {
    Path kept = folder.resolve("reduced.onnx");
    try {
      Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(kept, e);
    }
    best = kept;
    steps.add(step);
  }

  private static void write(OnnxModel model, Path file) {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = Channels.newOutputStream(channel)) {
      model.writeTo(out);
      channel.force(true);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private static MachineLacksException cannotWrite(Path file, IOException e) {
    return new MachineLacksException(
        Message.of("onnx.cannot-write", file, String.valueOf(e.getMessage())), e);
  }

  /** The last model that failed; the given one if no other did. */
  Path best() {
    return best;
  }

  /** How many layers that has. */
  int least() {
    return least;
  }

  int tries() {
    return tries;
  }

  /** The steps in which a smaller model failed, in order. */
  List<ReductionStep> steps() {
    return new ArrayList<>(steps);
  }

  /** Whether the limits have forbidden a try. */
  boolean isOver() {
    return over;
  }
}
