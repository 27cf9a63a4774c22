package io.trtdoctor.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.data.NpyFile;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Distribution;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.trt.CalibrationFeed.Batch;
import io.trtdoctor.trt.ParsedNetwork.Input;
import io.trtdoctor.trt.RefusalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeFeedTest {
  private static final Input IMAGE = new Input("x", DataType.FP32, List.of(1L, 3L, 2L));
  private static final int SIZE = 6;

  @TempDir Path folder;

  private static RecipeFeed feed(Batches batches, Input... inputs) {
    Recipe recipe =
        Recipe.of(FileRef.ofHash("0".repeat(64)), "8.6")
            .calibrator(CalibrationAlgorithm.ENTROPY_2, batches)
            .build();
    return new RecipeFeed(recipe, List.of(inputs));
  }

  private static float[] next(RecipeFeed feed) {
    ByteBuffer data = ((Batch.Data) feed.next(List.of("x"))).inputs().get(0);
    float[] values = new float[SIZE];
    data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void normalDataIsThatOfOneGeneratorBatchAfterBatch() {
    RecipeFeed feed = feed(Batches.Synthetic.normal(1, 2), IMAGE);
    Random random = new Random(1);

    for (int batch = 0; batch < 2; batch++) {
      for (float value : next(feed)) {
        assertThat(value).isEqualTo((float) random.nextGaussian());
      }
    }
    assertThat(feed.next(List.of("x"))).isInstanceOf(Batch.End.class);
  }

  @Test
  void notANumberComesInTheBatchAskedFor() {
    RecipeFeed feed =
        feed(new Batches.Synthetic(Distribution.UNIFORM, 1, 2, OptionalInt.of(1)), IMAGE);

    assertThat(next(feed)[0]).isBetween(0f, 1f);
    assertThat(next(feed)[0]).isNaN();
  }

  @Test
  void aWholeBatchThatIsNotANumberCanBeAskedFor() {
    RecipeFeed feed =
        feed(new Batches.Synthetic(Distribution.NAN, 1, 1, OptionalInt.empty()), IMAGE);

    assertThat(next(feed)).containsOnly(Float.NaN);
  }

  @Test
  void noBatchesIsTheEndAtOnce() {
    assertThat(feed(new Batches.None(), IMAGE).next(List.of("x"))).isInstanceOf(Batch.End.class);
  }

  @Test
  void aFaultComesAfterTheGoodBatches() {
    RecipeFeed feed =
        feed(new Batches.Faulty(Batches.Synthetic.normal(1, 1), Batches.Fault.HOST_POINTER), IMAGE);

    assertThat(feed.next(List.of("x"))).isInstanceOf(Batch.Data.class);
    assertThat(feed.next(List.of("x"))).isInstanceOf(Batch.HostPointers.class);
  }

  @Test
  void inputsComeInTheOrderAskedForWithTheValuesOfTheNetworksOrder() {
    Input other = new Input("y", DataType.FP32, List.of(1L));
    RecipeFeed feed = feed(Batches.Synthetic.normal(1, 1), IMAGE, other);
    Random random = new Random(1);
    float first = (float) random.nextGaussian();

    Batch.Data data = (Batch.Data) feed.next(List.of("y", "x"));

    assertThat(data.inputs().get(0).remaining()).isEqualTo(Float.BYTES);
    assertThat(data.inputs().get(1).order(ByteOrder.LITTLE_ENDIAN).getFloat(0)).isEqualTo(first);
  }

  @Test
  void aDynamicInputWithoutAShapeIsAProblemOfTheData() {
    RecipeFeed feed =
        feed(Batches.Synthetic.normal(1, 1), new Input("x", DataType.FP32, List.of(-1L, 3L)));

    assertThatThrownBy(() -> feed.next(List.of("x"))).isInstanceOf(RefusalException.class);
    assertThat(feed.problem().orElseThrow()).contains("x has no fixed shape");
  }

  @Test
  void aDynamicInputIsCalibratedWithItsOptimalShape() {
    Recipe recipe =
        Recipe.of(FileRef.ofHash("0".repeat(64)), "8.6")
            .calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, 1))
            .shape(TensorName.of("x"), new ShapeRange(List.of(1, 3), List.of(4, 3), List.of(8, 3)))
            .build();
    RecipeFeed feed =
        new RecipeFeed(recipe, List.of(new Input("x", DataType.FP32, List.of(-1L, 3L))));

    Batch.Data data = (Batch.Data) feed.next(List.of("x"));

    assertThat(feed.batchSize()).isEqualTo(4);
    assertThat(data.inputs().get(0).remaining()).isEqualTo(4 * 3 * Float.BYTES);
  }

  @Test
  void aNumpyFileIsReadBlockByBlock() throws IOException {
    Path file = Files.write(folder.resolve("x.npy"), npy("<f8", 2 * SIZE));
    RecipeFeed feed = feed(files(file, Batches.Format.NPY, Optional.empty(), 1), IMAGE);

    assertThat(next(feed)).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void anArrayOfAZippedNumpyFileIsFoundByName() throws IOException {
    Path file = folder.resolve("x.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("labels.npy"));
      zip.write(npy("<f8", 1));
      zip.putNextEntry(new ZipEntry("images.npy"));
      zip.write(npy("<f8", SIZE));
    }
    RecipeFeed feed = feed(files(file, Batches.Format.NPZ, Optional.of("images"), 0), IMAGE);

    assertThat(next(feed)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aBlockBeyondTheEndIsAProblemOfTheData() throws IOException {
    Path file = Files.write(folder.resolve("x.raw"), new byte[SIZE * Float.BYTES]);
    RecipeFeed feed = feed(files(file, Batches.Format.RAW, Optional.empty(), 1), IMAGE);

    assertThatThrownBy(() -> feed.next(List.of("x"))).hasMessageContaining("no sample number 1");
  }

  private static Batches files(
      Path file, Batches.Format format, Optional<String> member, int index) {
    Batches.Source source = new Batches.Source(FileRef.of(file), format, member, index);
    return new Batches.Files(List.of(Batches.Sample.of(Map.of("*", source))));
  }

  private static byte[] npy(String type, int count) throws IOException {
    String header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + count + ",), }\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(header.length());
    out.write(0);
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer data = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      data.putDouble(i);
    }
    out.write(data.array());
    return out.toByteArray();
  }

  @Test
  void polygraphysJsonIsReadByBatchAndInput() throws IOException {
    String array = java.util.Base64.getEncoder().encodeToString(NpyFile.of("1, 3, 2", SIZE));
    Path json =
        Files.writeString(
            folder.resolve("inputs.json"),
            "[{\"x\": {\"array\": \"\"}}, {\"y\": {}, \"x\": {\"polygraphy_class\": \"ndarray\","
                + " \"array\": \""
                + array
                + "\"}}]");
    Batches.Source source =
        new Batches.Source(FileRef.of(json), Batches.Format.POLYGRAPHY, Optional.of("x"), 1);

    RecipeFeed feed =
        feed(new Batches.Files(List.of(Batches.Sample.of(Map.of("x", source)))), IMAGE);

    assertThat(next(feed)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void anArrayThatPolygraphysJsonLacksIsRefused() throws IOException {
    Path json = Files.writeString(folder.resolve("inputs.json"), "[{\"y\": {\"array\": \"\"}}]");
    Batches.Source source =
        new Batches.Source(FileRef.of(json), Batches.Format.POLYGRAPHY, Optional.of("x"), 0);
    RecipeFeed feed =
        feed(new Batches.Files(List.of(Batches.Sample.of(Map.of("x", source)))), IMAGE);

    assertThatThrownBy(() -> feed.next(List.of("x"))).isInstanceOf(RefusalException.class);
  }
}
