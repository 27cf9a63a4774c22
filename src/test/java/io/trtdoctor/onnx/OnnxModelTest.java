package io.trtdoctor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.HalfFloat;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
  @TempDir Path folder;

  /** x, convolved with w, plus b, through relu. */
  private static TestModel chain() {
    return new TestModel()
        .input("x", TestModel.FLOAT, 1, 3, 8, 8)
        .weights("w", TestModel.FLOAT, 4, 3, 1, 1)
        .weights("b", TestModel.FLOAT, 4, 1, 1)
        .node("Conv", "/conv", "x,w", "c")
        .node("Add", "/add", "c,b", "a")
        .node("Relu", "/relu", "a", "y")
        .output("y");
  }

  private OnnxModel read(ModelProto model) {
    try {
      Path file = folder.resolve("model.onnx");
      Files.write(file, model.toByteArray());
      return OnnxModel.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelProto proto(OnnxModel model) {
    try {
      return ModelProto.parseFrom(TestRuntime.bytes(model));
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor tensor(String name, Tensor.Kind kind, Long... shape) {
    return new Tensor(TensorName.of(name), DataType.FP32, Optional.of(List.of(shape)), kind);
  }

  private static final Cut ADD =
      new Cut(
          Set.of(1),
          List.of(tensor("c", Tensor.Kind.INPUT, 1L, 4L, -1L, 8L)),
          List.of(tensor("a", Tensor.Kind.OUTPUT, 1L, 4L, -1L, 8L)),
          Map.of());

  @Test
  void aPartHasItsLayersAndTheInitialisersTheyRead() {
    OnnxModel part = read(chain().model().build()).cut(ADD);

    assertThat(part.network().layers()).extracting(l -> l.name().value()).containsExactly("/add");
    assertThat(proto(part).getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("b");
    TestRuntime.load(TestRuntime.bytes(part));
  }

  @Test
  void theEndsOfAPartHaveTypeAndShapeAndStayOpenWhereTheyAre() {
    Network part = read(chain().model().build()).cut(ADD).network();

    assertThat(part.inputs()).containsExactly(TensorName.of("c"));
    assertThat(part.tensor(TensorName.of("c"))).contains(ADD.inputs().get(0));
    assertThat(part.tensor(TensorName.of("a"))).contains(ADD.outputs().get(0));
  }

  @Test
  void opsetsProducerAndMetadataAreKept() {
    ModelProto model =
        chain()
            .model()
            .addMetadataProps(StringStringEntryProto.newBuilder().setKey("k").setValue("v"))
            .build();

    ModelProto part = proto(read(model).cut(ADD));

    assertThat(part.getOpsetImportList()).isEqualTo(model.getOpsetImportList());
    assertThat(part.getMetadataPropsList()).isEqualTo(model.getMetadataPropsList());
    assertThat(part.getProducerName()).isEqualTo("test");
  }

  @Test
  void aBypassedLayerIsReadAround() {
    Cut cut =
        new Cut(
            Set.of(0, 2),
            List.of(tensor("x", Tensor.Kind.INPUT, 1L, 3L, 8L, 8L)),
            List.of(tensor("y", Tensor.Kind.OUTPUT, 1L, 4L, 8L, 8L)),
            Map.of(TensorName.of("a"), TensorName.of("c")));

    OnnxModel part = read(chain().model().build()).cut(cut);

    assertThat(part.network().layers().get(1).inputs()).containsExactly(TensorName.of("c"));
    TestRuntime.run(TestRuntime.bytes(part));
  }

  @Test
  void aPartWhoseTensorsComeFromNowhereIsRefused() {
    OnnxModel model = read(chain().model().build());
    Cut cut = new Cut(Set.of(1), List.of(), ADD.outputs(), Map.of());

    assertThatThrownBy(() -> model.cut(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing produces c");
  }

  @Test
  void anInitialiserThatIsAnInputAsWellStaysBoth() {
    OnnxModel part =
        read(chain().input("b", TestModel.FLOAT, 4, 1, 1).model().setIrVersion(3).build()).cut(ADD);

    assertThat(part.network().inputs()).containsExactly(TensorName.of("c"));
    assertThat(proto(part).getGraph().getInputCount()).isEqualTo(2);
  }

  @Test
  void whatSubgraphsReadFromAroundThemComesAlong() {
    TestModel then = new TestModel().node("Add", "/then", "x,b", "t").output("t");
    TestModel otherwise = new TestModel().node("Neg", "/else", "x", "e").output("e");
    ModelProto model =
        new TestModel()
            .input("x", TestModel.FLOAT, 4)
            .initialiser(
                TensorProto.newBuilder()
                    .setName("yes")
                    .setDataType(9)
                    .addDims(1)
                    .addInt32Data(1)
                    .build())
            .weights("b", TestModel.FLOAT, 4)
            .weights("unused", TestModel.FLOAT, 4)
            .node(
                "If",
                "/if",
                "yes",
                "y",
                TestModel.attribute("then_branch", then.graph()),
                TestModel.attribute("else_branch", otherwise.graph()))
            .output("y")
            .model()
            .build();

    OnnxModel part =
        read(model)
            .cut(
                new Cut(
                    Set.of(0),
                    List.of(tensor("x", Tensor.Kind.INPUT, 4L)),
                    List.of(tensor("y", Tensor.Kind.OUTPUT, 4L)),
                    Map.of()));

    assertThat(proto(part).getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("yes", "b");
    TestRuntime.run(TestRuntime.bytes(part));
  }

  @Test
  void whatIsKnownBeforeItRunsBecomesAnInitialiser() {
    ModelProto model =
        chain()
            .node("Shape", "/shape", "x", "s")
            .node("Constant", "/one", "", "one", TestModel.attribute("value_int", 1))
            .node("Identity", "/copy", "b", "copied")
            .node("Add", "/again", "y,copied", "z")
            .node("Expand", "/expand", "z,s", "e")
            .node("Cast", "/cast", "one", "f", TestModel.attribute("to", 1))
            .node("Mul", "/mul", "e,f", "v")
            .output("v")
            .model()
            .build();
    IntegerConstant shape =
        new IntegerConstant(
            new Tensor(
                TensorName.of("s"),
                DataType.INT64,
                Optional.of(List.of(4L)),
                Tensor.Kind.ACTIVATION),
            List.of(1L, 4L, 8L, 8L));

    OnnxModel settled = read(model).settled(List.of(shape));

    assertThat(settled.network().layers())
        .extracting(l -> l.name().value())
        .containsExactly("/conv", "/add", "/relu", "/again", "/expand", "/cast", "/mul");
    assertThat(settled.smallConstants())
        .containsEntry(TensorName.of("s"), List.of(1L, 4L, 8L, 8L))
        .containsEntry(TensorName.of("one"), List.of(1L));
    TestRuntime.run(TestRuntime.bytes(settled));
  }

  private static TensorProto raw(String name, int type, ByteBuffer data, long elements) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type)
        .addDims(elements)
        .setRawData(com.google.protobuf.ByteString.copyFrom(data.flip()))
        .build();
  }

  private static ByteBuffer room() {
    return ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
  }

  private TensorProto seeded(TensorProto own, Set<TensorName> kept) {
    ModelProto model =
        new TestModel()
            .input("x", TestModel.FLOAT, 4)
            .initialiser(own)
            .node("Add", "/add", "x," + own.getName(), "y")
            .output("y")
            .model()
            .build();
    return proto(read(model).withSeededWeights(kept)).getGraph().getInitializer(0);
  }

  private static ByteBuffer data(TensorProto tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void seededWeightsLieInTheRangeOfTheOwnOnesAndDifferFromThem() {
    TensorProto own = raw("w", 1, room().putFloat(-2).putFloat(1).putFloat(3).putFloat(0), 4);

    TensorProto made = seeded(own, Set.of());

    assertThat(made.getDimsList()).containsExactly(4L);
    assertThat(made.getRawData()).isNotEqualTo(own.getRawData()).hasSize(16);
    for (int i = 0; i < 4; i++) {
      assertThat(data(made).getFloat(4 * i)).isBetween(-2f, 3f);
    }
    assertThat(seeded(own, Set.of())).isEqualTo(made);
  }

  @Test
  void seededHalvesLieInTheRangeOfTheOwnOnes() {
    TensorProto own =
        raw("w", 10, room().putShort(HalfFloat.bits(0.5f)).putShort(HalfFloat.bits(1f)), 2);

    ByteBuffer made = data(seeded(own, Set.of()));

    assertThat(HalfFloat.value(made.getShort(0))).isBetween(0.5f, 1f);
    assertThat(HalfFloat.value(made.getShort(2))).isBetween(0.5f, 1f);
  }

  @Test
  void valuesThatAreNotFiniteStayWhereTheyAre() {
    TensorProto mask =
        raw(
            "w",
            1,
            room().putFloat(Float.NEGATIVE_INFINITY).putFloat(1).putFloat(3).putFloat(Float.NaN),
            4);

    ByteBuffer made = data(seeded(mask, Set.of()));

    assertThat(made.getFloat(0)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(made.getFloat(4)).isBetween(1f, 3f).isNotEqualTo(1f);
    assertThat(made.getFloat(8)).isBetween(1f, 3f).isNotEqualTo(3f);
    assertThat(made.getFloat(12)).isNaN();
  }

  @Test
  void weightsThatAreNotFiniteAtAllIntegersAndThoseToBeKeptStay() {
    TensorProto nan = raw("w", 1, room().putFloat(Float.NaN).putFloat(Float.NaN), 2);
    TensorProto integers = TestModel.integers("w", 1, 5, 9);
    TensorProto scales = raw("w", 1, room().putFloat(1).putFloat(2), 2);

    assertThat(seeded(nan, Set.of())).isEqualTo(nan);
    assertThat(seeded(integers, Set.of())).isEqualTo(integers);
    assertThat(seeded(scales, Set.of(TensorName.of("w")))).isEqualTo(scales);
  }

  @Test
  void seededBytesLieInTheRangeOfTheOwnOnes() {
    TensorProto own =
        raw("w", 3, ByteBuffer.allocate(8).put(new byte[] {-7, 0, 1, 2, 3, 4, 5, 9}), 8);

    TensorProto made = seeded(own, Set.of());

    assertThat(made.getRawData()).isNotEqualTo(own.getRawData()).hasSize(8);
    for (byte value : made.getRawData().toByteArray()) {
      assertThat(value).isBetween((byte) -7, (byte) 9);
    }
  }

  @Test
  void whatConstantsHoldIsMadeUpAsWell() {
    TensorProto own = raw("inner", 1, room().putFloat(-2).putFloat(3), 2);
    ModelProto.Builder model =
        new TestModel()
            .input("x", TestModel.FLOAT, 2)
            .node("Add", "/add", "x,c", "y")
            .output("y")
            .model();
    model
        .getGraphBuilder()
        .addNode(
            0,
            ai.onnx.proto.OnnxMl.NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("c")
                .addAttribute(
                    ai.onnx.proto.OnnxMl.AttributeProto.newBuilder()
                        .setName("value")
                        .setType(ai.onnx.proto.OnnxMl.AttributeProto.AttributeType.TENSOR)
                        .setT(own)));
    OnnxModel read = read(model.build());

    TensorProto made =
        proto(read.withSeededWeights(Set.of())).getGraph().getNode(0).getAttribute(0).getT();

    assertThat(made.getName()).isEqualTo("inner");
    assertThat(made.getRawData()).isNotEqualTo(own.getRawData());
    assertThat(read.weightsUnlike(read.withSeededWeights(Set.of())))
        .containsExactly(TensorName.of("c"));
    assertThat(read.weightsLike(read.withSeededWeights(Set.of(TensorName.of("c"))), 2))
        .containsExactly(TensorName.of("c"));
  }

  @Test
  void weightsThatAreAllTheSameTellNothingAndAreNotNamed() {
    TensorProto ones = raw("w", 1, room().putFloat(1).putFloat(1).putFloat(1).putFloat(1), 4);
    OnnxModel model =
        read(
            new TestModel()
                .input("x", TestModel.FLOAT, 4)
                .initialiser(ones)
                .node("Add", "/add", "x,w", "y")
                .output("y")
                .model()
                .build());

    assertThat(model.weightsLike(model, 2)).isEmpty();
  }

  @Test
  void aPublishedModelTellsNothingOfWhereItWasMadeAndHasOtherNames() {
    ModelProto.Builder model = chain().model().setDocString("secret");
    model.getGraphBuilder().setDocString("secret").getNodeBuilder(0).setDocString("secret");
    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey("author").setValue("secret"));

    OnnxModel published = read(model.build()).published(name -> name.replace("conv", "REDACTED"));

    assertThat(proto(published).toString()).doesNotContain("secret").doesNotContain("/conv");
    assertThat(published.network().layers())
        .extracting(layer -> layer.name().value())
        .containsExactly("/REDACTED", "/add", "/relu");
    TestRuntime.load(TestRuntime.bytes(published));
  }

  @Test
  void externalDataBecomesPartOfTheModel() throws IOException {
    Files.write(folder.resolve("data.bin"), new byte[] {9, 9, 9, 9, 0, 0, 0, 0x40});
    TensorProto external =
        TensorProto.newBuilder()
            .setName("b")
            .setDataType(1)
            .addDims(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", "data.bin"))
            .addExternalData(entry("offset", "4"))
            .build();
    ModelProto model =
        new TestModel()
            .input("x", TestModel.FLOAT, 4)
            .initialiser(external)
            .node("Add", "/add", "x,b", "y")
            .output("y")
            .model()
            .build();

    TensorProto inside = proto(read(model)).getGraph().getInitializer(0);

    assertThat(inside.getDataLocation()).isEqualTo(TensorProto.DataLocation.DEFAULT);
    assertThat(data(inside).getFloat()).isEqualTo(2f);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
