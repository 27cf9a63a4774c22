package io.trtdoctor.bundle;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.report.HomeFolders;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes out of texts what is nobody's business: home folders, names of users and machines, and the
 * words that the user names. The same word becomes the same sign everywhere.
 */
public final class Redaction implements UnaryOperator<String> {
  /** Shorter words occur everywhere. */
  private static final int LEAST_LETTERS = 3;

  /** Names that say nothing of anybody, and words that the formats need. */
  private static final Set<String> NOBODY =
      Set.of(
          "root",
          "user",
          "users",
          "localhost",
          "USER",
          "HOST",
          "home",
          "data",
          "model",
          "models",
          "input",
          "output",
          "build",
          "case",
          "cases",
          "test",
          "work",
          "workspace",
          "shared",
          "ubuntu",
          "admin",
          "docker",
          "jenkins",
          "runner",
          "tensorrt",
          "nvidia",
          "onnx",
          "trt",
          "int8",
          "fp16",
          "log",
          "none",
          "name",
          "layer",
          "tensor",
          "cache",
          "calibration");

  private static final Pattern AT_HOST =
      Pattern.compile("\\b[\\w.-]+@[A-Za-z][\\w.-]*(?=[:\\s\\]])");

  private final Optional<HomeFolders> homes;
  private final List<Mask> masks;
  private final Set<String> found = ConcurrentHashMap.newKeySet();

  private record Mask(String word, Optional<Pattern> pattern, String sign) {}

  private Redaction(Optional<HomeFolders> homes, List<Mask> masks) {
    this.homes = homes;
    this.masks = List.copyOf(masks);
  }

  /** Names of people and machines. */
  public record Identity(Set<String> users, Set<String> hosts) {
    public Identity {
      users = Set.copyOf(users);
      hosts = Set.copyOf(hosts);
    }
  }

  /**
   * What is taken out.
   *
   * @param words taken out wherever they stand, also within longer words
   * @param identity names to take out where they stand alone, empty to leave these and home folders
   * @throws UsageException if a word is too short
   */
  public static Redaction of(List<String> words, Optional<Identity> identity) {
    List<Mask> masks = new ArrayList<>();
    int number = 0;
    for (String word : new LinkedHashSet<>(words)) {
      if (word.strip().length() < LEAST_LETTERS) {
        throw new UsageException(Message.of("bundle.word-short", word, LEAST_LETTERS));
      }
      number++;
      masks.add(new Mask(word, Optional.empty(), "REDACTED" + number));
    }
    identity.ifPresent(
        names -> {
          names.users().stream().sorted().forEach(user -> addName(masks, user, "USER"));
          names.hosts().stream().sorted().forEach(host -> addName(masks, host, "HOST"));
        });
    return new Redaction(identity.map(names -> HomeFolders.ofThisUser()), masks);
  }

  private static void addName(List<Mask> masks, String name, String sign) {
    if (name.length() >= LEAST_LETTERS && !NOBODY.contains(name)) {
      Pattern alone = Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "(?![\\w])");
      masks.add(new Mask(name, Optional.of(alone), sign));
    }
  }

  @Override
  public String apply(String text) {
    String clean = text;
    for (Mask mask : masks) {
      if (clean.contains(mask.word())) {
        String before = clean;
        clean =
            mask.pattern().isPresent()
                ? mask.pattern().get().matcher(clean).replaceAll(mask.sign())
                : clean.replace(mask.word(), mask.sign());
        if (!clean.equals(before)) {
          found.add(mask.word());
        }
      }
    }
    return homes.isPresent() ? withoutHomes(clean, homes.get()) : clean;
  }

  private static String withoutHomes(String text, HomeFolders homes) {
    String clean = text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 ? homes.mask(text) : text;
    return clean.indexOf('@') >= 0 ? AT_HOST.matcher(clean).replaceAll("USER@HOST") : clean;
  }

  /** Words the user named that stood nowhere so far. */
  public List<String> notFound() {
    return masks.stream()
        .filter(mask -> mask.pattern().isEmpty())
        .map(Mask::word)
        .filter(word -> !found.contains(word))
        .toList();
  }
}
