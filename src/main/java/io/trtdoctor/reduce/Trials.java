package io.trtdoctor.reduce;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries models within limits, and keeps the last one that failed on the disk, whole, at any time.
 */
final class Trials {
  private final Path folder;
  private final ReductionOptions options;
  private final ReductionListener listener;
  private final ModelQuestion question;
  private final Map<String, Answer> known = new HashMap<>();
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
   * Whether a model fails, which is no larger than the last one that did; false if the limits
   * forbid to try it. None is tried twice.
   *
   * @throws MachineLacksException if it cannot be written
   */
  boolean fails(ReductionStep step, OnnxModel model, int layers) throws InterruptedException {
    if (!mayAsk()) {
      return false;
    }
    Path file = folder.resolve("try-%03d.onnx".formatted(tries + 1));
    try {
      String content = write(model, file);
      Answer answer = known.get(content);
      if (answer == null) {
        answer = asked(step, file, layers);
        known.put(content, answer);
      }
      if (answer == Answer.FAILS) {
        keep(step, file, layers);
      }
      return answer == Answer.FAILS;
    } finally {
      delete(file);
    }
  }

  private Answer asked(ReductionStep step, Path file, int layers) throws InterruptedException {
    tries++;
    listener.asking(step, tries, layers);
    Answer answer = question.ask(file);
    listener.answered(step, answer, answer == Answer.FAILS ? layers : least);
    return answer;
  }

  private boolean mayAsk() {
    over = over || tries >= options.mostTries() || options.outOfTime().getAsBoolean();
    return !over;
  }

  private void keep(ReductionStep step, Path file, int layers) {
    Path kept = folder.resolve("reduced.onnx");
    try {
      Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(kept, e);
    }
    best = kept;
    least = layers;
    steps.add(step);
  }

  /** Writes a model to the disk; the SHA-256 of its bytes. */
  private static String write(OnnxModel model, Path file) {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        DigestOutputStream out =
            new DigestOutputStream(
                Channels.newOutputStream(channel), MessageDigest.getInstance("SHA-256"))) {
      model.writeTo(out);
      channel.force(true);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
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
