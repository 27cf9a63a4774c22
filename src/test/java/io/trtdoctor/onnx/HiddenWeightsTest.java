package io.trtdoctor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.trtdoctor.model.TensorName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that are not initialisers of the outermost graph. */
class HiddenWeightsTest {
  private static final int COUNT = 64;

  /** The bytes of one number that only true weights have. */
  private static final byte[] SECRET = ByteBuffer.allocate(4).putInt(0x0BADCAFE).array();

  @TempDir Path folder;

  /** Weights with the secret in their middle. */
  private static TensorProto secret(String name) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TestModel.FLOAT)
        .addDims(COUNT)
        .setRawData(ByteString.copyFrom(values()))
        .build();
  }

  private static byte[] values() {
    ByteBuffer values = ByteBuffer.allocate(COUNT * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < COUNT; i++) {
      values.putFloat((i * 37 % COUNT) / 8f);
    }
    values.position(100).put(SECRET);
    return values.array();
  }

  private static AttributeProto floats(String name) {
    ByteBuffer values = ByteBuffer.wrap(values()).order(ByteOrder.LITTLE_ENDIAN);
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOATS)
        .addAllFloats(
            IntStream.range(0, COUNT).mapToObj(i -> values.getFloat(i * Float.BYTES)).toList())
        .build();
  }

  private static NodeProto constant(String output, AttributeProto value) {
    return TestModel.nodeProto("Constant", "", "", output, value);
  }

  private static GraphProto body(String prefix) {
    return new TestModel()
        .initialiser(secret(prefix + "w"))
        .node("Constant", "", "", prefix + "c", TestModel.attribute("value", secret("")))
        .node("Add", prefix + "add", prefix + "w," + prefix + "c", prefix + "y")
        .output(prefix + "y")
        .graph();
  }

  /** One of each place where weights can hide. */
  private static ModelProto model() {
    ModelProto.Builder model =
        new TestModel()
            .input("go", TestModel.BOOL, 1)
            .node("Constant", "", "", "list", floats("value_floats"))
            .node("Acme", "/acme", "list", "own", floats("table"))
            .node("Acme", "/plugin", "own", "mine", TestModel.attribute("filter", secret("")))
            .node(
                "If",
                "/if",
                "go",
                "y",
                TestModel.attribute("then_branch", body("then_")),
                TestModel.attribute("else_branch", body("else_")))
            .output("y")
            .model();
    model
        .getGraphBuilder()
        .addSparseInitializer(
            SparseTensorProto.newBuilder()
                .addDims(1000)
                .setValues(secret("sparse"))
                .setIndices(
                    TestModel.integers("", IntStream.range(0, COUNT).asLongStream().toArray())));
    return model.addFunctions(function()).build();
  }

  private static FunctionProto function() {
    return FunctionProto.newBuilder()
        .setDomain("acme.layers")
        .setName("AcmeBlock")
        .addInput("x")
        .addOutput("y")
        .addNode(constant("w", TestModel.attribute("value", secret("w"))))
        .addNode(TestModel.nodeProto("Add", "", "x,w", "y"))
        .addAttributeProto(TestModel.attribute("bias", secret("")))
        .build();
  }

  private OnnxModel read(ModelProto model) {
    try {
      return OnnxModel.read(Files.write(folder.resolve("m.onnx"), model.toByteArray()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(OnnxModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.writeTo(out);
    return out.toByteArray();
  }

  private static int secrets(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    String secret = new String(SECRET, StandardCharsets.ISO_8859_1);
    return (all.length() - all.replace(secret, "").length()) / secret.length();
  }

  @Test
  void weightsInBodiesFunctionsAttributesAndSparseTensorsAreMadeUp() throws IOException {
    assertThat(secrets(model().toByteArray())).isEqualTo(10);

    assertThat(secrets(bytes(read(model()).withSeededWeights(Set.of())))).isZero();
  }

  @Test
  void theyAreKeptByTheNamesThatTheNetworkCallsThemBy() throws IOException {
    OnnxModel own = read(model());
    List<TensorName> names = own.weightsUnlike(own.withSeededWeights(Set.of()));

    assertThat(names)
        .extracting(TensorName::value)
        .containsExactly(
            "sparse",
            "list",
            "/acme.table",
            "/plugin.filter",
            "then_w",
            "then_c",
            "else_w",
            "else_c",
            "acme.layers::AcmeBlock/w",
            "acme.layers::AcmeBlock/acme.layers::AcmeBlock.bias");
    assertThat(secrets(bytes(own.withSeededWeights(Set.copyOf(names.subList(4, 7)))))).isEqualTo(3);
  }

  @Test
  void whatNobodyCanMakeUpIsNamed() {
    ByteString blob = ByteString.copyFrom(values()).concat(ByteString.copyFrom(new byte[] {-1}));
    ModelProto.Builder model = model().toBuilder();
    model
        .getGraphBuilder()
        .getNodeBuilder(1)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("cubin")
                .setType(AttributeProto.AttributeType.STRING)
                .setS(blob));
    OnnxModel own = read(model.build());

    assertThat(own.weightsLike(own.withSeededWeights(Set.of()), COUNT))
        .extracting(TensorName::value)
        .containsExactly("sparse.indices", "/acme.cubin");
  }

  @Test
  void externalDataOfBodiesAndConstantsBecomesPartOfTheModel() throws IOException {
    Files.write(folder.resolve("alice.bin"), values());
    TensorProto external =
        secret("").toBuilder()
            .clearRawData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("alice.bin"))
            .build();
    ModelProto model =
        new TestModel()
            .input("go", TestModel.BOOL, 1)
            .node(
                "If",
                "/if",
                "go",
                "y",
                TestModel.attribute(
                    "then_branch",
                    new TestModel()
                        .node("Constant", "", "", "c", TestModel.attribute("value", external))
                        .output("c")
                        .graph()))
            .output("y")
            .model()
            .build();

    byte[] own = bytes(read(model));

    assertThat(secrets(own)).isEqualTo(1);
    assertThat(new String(own, StandardCharsets.ISO_8859_1)).doesNotContain("alice");
    assertThat(secrets(bytes(read(model).withSeededWeights(Set.of())))).isZero();
  }

  @Test
  void namesAndTextsAreReplacedWhereverTheyAreAndOperatorsOfOthersStay() throws IOException {
    ModelProto.Builder model = model().toBuilder().setProducerName("acme exporter");
    model.addOpsetImportBuilder().setDomain("acme.layers").setVersion(1);
    model
        .getGraphBuilder()
        .addNode(
            TestModel.nodeProto("AcmeBlock", "/block", "y", "z").toBuilder()
                .setDomain("acme.layers"))
        .getInputBuilder(0)
        .getTypeBuilder()
        .setDenotation("acme");
    model.setUnknownFields(
        UnknownFieldSet.newBuilder()
            .addField(
                999,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("acme"))
                    .build())
            .build());

    OnnxModel published =
        read(model.build()).published(text -> text.replace("acme", "NN").replace("Acme", "NN"));

    assertThat(published.network().layers())
        .extracting(layer -> layer.operator())
        .contains("Acme", "NNBlock");
    assertThat(new String(bytes(published), StandardCharsets.ISO_8859_1))
        .doesNotContain("acme")
        .contains("NN.layers");
  }
}
