package io.trtdoctor.bundle;

import io.trtdoctor.data.NamedSample;
import io.trtdoctor.data.Samples;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Puts samples into a bundle as the calibrator hands them over: a file of raw little-endian values
 * for each input, batch after batch, which every tool can read. What images and other files tell
 * beside their values stays behind.
 */
final class PackedSamples {
  private final Contents contents;
  private final UnaryOperator<String> words;

  /**
   * @param words puts names of inputs into other words
   */
  PackedSamples(Contents contents, UnaryOperator<String> words) {
    this.contents = contents;
    this.words = words;
  }

  /**
   * Adds the samples and tells where they are now.
   *
   * @throws io.trtdoctor.error.BadInputException if one cannot be read
   */
  Batches.Files add(Batches.Files own, Network network, Map<TensorName, ShapeRange> shapes) {
    Map<String, FileRef> files = new HashMap<>();
    for (int i = 0; i < network.inputs().size(); i++) {
      TensorName input = network.inputs().get(i);
      String name = "data/" + (i + 1) + ".raw";
      contents.add(
          name,
          Message.of("bundle.what.data", words.apply(input.value())),
          file -> write(file, input, Samples.of(own, network, shapes)));
      files.put(words.apply(input.value()), FileRef.of(contents.file(name)));
    }
    List<Batches.Sample> samples = new ArrayList<>();
    for (int batch = 0; batch < own.count(); batch++) {
      samples.add(sample(files, batch));
    }
    return new Batches.Files(samples);
  }

  private static void write(Path file, TensorName input, Samples samples) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (NamedSample sample : samples) {
        ByteBuffer values =
            Optional.ofNullable(sample.values().get(input)).map(TensorValues::bytes).orElseThrow();
        while (values.hasRemaining()) {
          out.write(values);
        }
      }
    }
  }

  private static Batches.Sample sample(Map<String, FileRef> files, int batch) {
    Map<String, Batches.Source> inputs = new HashMap<>();
    files.forEach(
        (input, file) ->
            inputs.put(
                input, new Batches.Source(file, Batches.Format.RAW, Optional.empty(), batch)));
    return Batches.Sample.of(inputs);
  }
}
