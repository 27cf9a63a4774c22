package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What {@code --data} says: a folder, a file, a table of files, trtexec's {@code INPUT:FILE,...},
 * or {@code synthetic:normal,seed=1,batches=2}.
 */
public final class CalibrationData {
  private static final String SYNTHETIC = "synthetic:";
  private static final String MANIFEST = ".csv";
  private static final long SEED = 1;
  private static final int BATCHES = 2;

  private CalibrationData() {}

  /** What is handed over if nobody says anything. */
  public static Batches.Synthetic unasked() {
    return Batches.Synthetic.normal(SEED, BATCHES);
  }

  /**
   * The batches, without files that do not fit the inputs and items at the end that do not fill
   * one.
   *
   * @param shapes of inputs that the network leaves open
   * @throws UsageException if the words make no sense or do not fit the network
   * @throws io.trtdoctor.error.BadInputException if there is no such file, or one is not what its
   *     name says
   */
  public static GivenData of(
      DataOptions options, Network network, Map<TensorName, ShapeRange> shapes) {
    String data = options.data();
    if (data.startsWith(SYNTHETIC)) {
      return new GivenData(synthetic(data));
    }
    List<NetworkInput> inputs = NetworkInput.of(network, shapes);
    PortionReader reader =
        new PortionReader(
            options.preprocess().map(PreprocessOption::parse), options.raw().map(RawLayout::parse));
    return new Batching(portions(data, inputs, reader)).batches();
  }

  private static Map<NetworkInput, List<Portion>> portions(
      String data, List<NetworkInput> inputs, PortionReader reader) {
    try {
      Path place = Path.of(data);
      if (!Files.exists(place) && NamedFiles.isLoadInputs(data, inputs)) {
        return new NamedFiles(inputs, reader).loadInputs(data);
      }
      if (!Files.exists(place) && !data.endsWith(MANIFEST) && !SampleSearch.isSample(place)) {
        throw new BadInputException(Message.of("data.nowhere", data));
      }
      return data.endsWith(MANIFEST)
          ? new NamedFiles(inputs, reader).manifest(place)
          : new SampleSearch(inputs, reader).in(place);
    } catch (InvalidPathException e) {
      throw new UsageException(Message.of("data.unknown", data), e);
    }
  }

  private static Batches synthetic(String option) {
    String[] words = option.substring(SYNTHETIC.length()).split(",", -1);
    long seed = SEED;
    int count = BATCHES;
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      if (word.matches("seed=-?\\d{1,18}")) {
        seed = Long.parseLong(word.substring(word.indexOf('=') + 1));
      } else if (word.matches("batches=\\d{1,6}")) {
        count = Integer.parseInt(word.substring(word.indexOf('=') + 1));
      } else {
        throw new UsageException(Message.of("data.unknown", option));
      }
    }
    if (words[0].equals("none")) {
      return new Batches.None();
    }
    return new Batches.Synthetic(distribution(words[0], option), seed, count, OptionalInt.empty());
  }

  private static Batches.Distribution distribution(String word, String option) {
    return Arrays.stream(Batches.Distribution.values())
        .filter(distribution -> distribution.tag().equals(word))
        .findFirst()
        .orElseThrow(() -> new UsageException(Message.of("data.unknown", option)));
  }
}
