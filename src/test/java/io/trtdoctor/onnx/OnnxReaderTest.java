package io.trtdoctor.onnx;

import static io.trtdoctor.onnx.TestModel.FLOAT;
import static io.trtdoctor.onnx.TestModel.INT64;
import static io.trtdoctor.onnx.TestModel.attribute;
import static io.trtdoctor.onnx.TestModel.integers;
import static io.trtdoctor.onnx.TestModel.nodeProto;
import static io.trtdoctor.onnx.TestModel.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnknownFieldSet;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxReaderTest {
  private static Tensor tensorOf(Network network, String name) {
    return network.tensor(TensorName.of(name)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "efficientvit_b0.onnx.gz, 431, 505, 13623680, pytorch 2.11.0",
    "mobilenetv3_small_100.onnx.gz, 159, 231, 10118848, pytorch 2.11.0",
    "silu.onnx, 10, 17, 20352, ''"
  })
  void aRealNetworkIsReadWhole(
      String file, int layers, int tensors, long weightBytes, String producer) {
    Network network = TestModel.resource(file);

    assertThat(network.layers()).hasSize(layers);
    assertThat(network.tensors()).hasSize(tensors);
    assertThat(network.weightBytes()).isEqualTo(weightBytes);
    assertThat(network.producer()).isEqualTo(producer);
    assertThat(network.opsets()).containsEntry("", 17L);
    assertThat(network.inputs()).containsExactly(TensorName.of("input"));
    assertThat(network.outputs()).containsExactly(TensorName.of("output"));
  }

  @Test
  void attributesAreReadAsText() {
    Layer convolution =
        TestModel.resource("efficientvit_b0.onnx.gz").layers().stream()
            .filter(layer -> layer.name().value().equals("/stem/res0/main/depth_conv/conv/Conv"))
            .findFirst()
            .orElseThrow();

    assertThat(convolution.attributes())
        .containsEntry("group", "8")
        .containsEntry("kernel_shape", "[3, 3]");
  }

  @Test
  void typesAndShapesComeFromTheModelAndUnknownIsUnknown() {
    Network network =
        new TestModel()
            .input("x", FLOAT, -1, 3)
            .describe("y", FLOAT, 2, -1)
            .node("Relu", "a", "x", "y")
            .node("Relu", "b", "y", "z")
            .output("z")
            .network();

    assertThat(tensorOf(network, "x").shape()).hasValue(List.of(-1L, 3L));
    assertThat(tensorOf(network, "x").kind()).isEqualTo(Tensor.Kind.INPUT);
    assertThat(tensorOf(network, "y").shape()).hasValue(List.of(2L, -1L));
    assertThat(tensorOf(network, "y").kind()).isEqualTo(Tensor.Kind.ACTIVATION);
    assertThat(tensorOf(network, "z").shape()).isEmpty();
    assertThat(tensorOf(network, "z").kind()).isEqualTo(Tensor.Kind.OUTPUT);
  }

  @Test
  void aTypeNewerThanTheFormatKnownHereIsUnknown() {
    Network network = new TestModel().initialiser(tensor("w", 99, 4)).network();

    assertThat(tensorOf(network, "w").type()).isEqualTo(DataType.UNKNOWN);
  }

  @Test
  void aNamelessNodeIsNamedAfterItsFirstOutputAsTensorRtDoes() {
    Network network = new TestModel().node("Relu", "", "x", "y").network();

    assertThat(network.layers().get(0).name()).isEqualTo(LayerName.of("node_of_y"));
  }

  @Test
  void anInputWithAnInitialiserIsAConstantAndNoInput() {
    Network network =
        new TestModel().input("x", FLOAT, 2).input("w", FLOAT, 2).weights("w", FLOAT, 2).network();

    assertThat(network.inputs()).containsExactly(TensorName.of("x"));
    assertThat(tensorOf(network, "w").kind()).isEqualTo(Tensor.Kind.CONSTANT);
  }

  @Test
  void theValueOfASmallConstantIsKept() {
    Network network =
        new TestModel()
            .node("Constant", "c", "", "shape", attribute("value", integers("", 1, -1, 64)))
            .network();

    assertThat(network.layers().get(0).attributes()).containsEntry("value", "[1, -1, 64]");
    assertThat(tensorOf(network, "shape"))
        .isEqualTo(
            new Tensor(
                TensorName.of("shape"),
                DataType.INT64,
                Optional.of(List.of(3L)),
                Tensor.Kind.CONSTANT));
  }

  @Test
  void theValuesOfALargeConstantAreLeftOut() {
    long[] many = LongStream.range(0, 1000).toArray();
    Network network =
        new TestModel()
            .node("Constant", "c", "", "w", attribute("value", integers("", many)))
            .network();

    assertThat(network.layers().get(0).attributes()).containsEntry("value", "int64[1000]");
  }

  @Test
  void aCastStatesTheTypeOfItsOutput() {
    Network network = new TestModel().node("Cast", "c", "x", "y", attribute("to", INT64)).network();

    assertThat(tensorOf(network, "y").type()).isEqualTo(DataType.INT64);
  }

  @Test
  void nodesOfSubgraphsFollowTheirHolderAndNameIt() {
    TestModel branch = new TestModel().weights("w", FLOAT, 10).node("Add", "inner", "x,w", "y");
    Network network =
        new TestModel()
            .node("If", "if", "c", "z", attribute("then_branch", branch.graph()))
            .node("Relu", "last", "z", "out")
            .network();

    assertThat(network.layers())
        .extracting(layer -> layer.name().value(), Layer::scope)
        .containsExactly(tuple("if", ""), tuple("inner", "if"), tuple("last", ""));
    assertThat(network.weightBytes()).isEqualTo(40);
  }

  @Test
  void nodesOfFunctionsKeepTheirTensorsApart() {
    FunctionProto function =
        FunctionProto.newBuilder()
            .setDomain("my")
            .setName("Block")
            .addInput("x")
            .addNode(nodeProto("Relu", "inner", "x", "y"))
            .build();
    Network network =
        TestModel.network(
            new TestModel().node("Block", "call", "x", "y").model().addFunctions(function).build());

    Layer inner = network.layers().get(1);
    assertThat(inner.scope()).isEqualTo("my::Block");
    assertThat(inner.outputs()).containsExactly(TensorName.of("my::Block/y"));
  }

  @Test
  void weightsAreCountedByTypeAndShapeAlsoWhereSparse() {
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .addDims(100)
            .setValues(tensor("s", FLOAT, 3))
            .setIndices(tensor("", INT64, 3))
            .build();
    TestModel model = new TestModel().weights("w", FLOAT, 7).weights("half", 10, 5);
    Network network =
        TestModel.network(
            model.model().setGraph(model.graph().toBuilder().addSparseInitializer(sparse)).build());

    assertThat(network.weightBytes()).isEqualTo(7 * 4 + 5 * 2 + 3 * 4 + 3 * 8);
    assertThat(tensorOf(network, "s").shape()).hasValue(List.of(100L));
  }

  @Test
  void unknownFieldsDoNotDisturb() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(4000, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    Network network =
        TestModel.network(
            new TestModel()
                .node("Relu", "a", "x", "y")
                .model()
                .setUnknownFields(unknown)
                .setIrVersion(99)
                .build());

    assertThat(network.layers()).hasSize(1);
    assertThat(network.irVersion()).isEqualTo(99);
  }

  @Test
  void weightsInAnyFieldAreLeftOutOfWhatIsParsed() throws Exception {
    TensorProto.Builder floats = TensorProto.newBuilder().setName("w").setDataType(FLOAT);
    for (int i = 0; i < 10_000; i++) {
      floats.addFloatData(i);
    }
    byte[] whole =
        new TestModel()
            .initialiser(floats.build())
            .weights("raw", FLOAT, 10_000)
            .model()
            .build()
            .toByteArray();

    byte[] stripped = WeightStripper.strip(ByteBuffer.wrap(whole));

    assertThat(whole).hasSizeGreaterThan(80_000);
    assertThat(stripped).hasSizeLessThan(200);
  }

  @Test
  void dataInExternalFilesIsCountedByItsShape(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("w.bin"), new byte[400]);
    Path model = folder.resolve("m.onnx");
    Files.write(
        model,
        new TestModel()
            .initialiser(BadModelTest.external("w", "w.bin", 0, 400))
            .model()
            .build()
            .toByteArray());

    assertThat(OnnxReader.read(model).weightBytes()).isEqualTo(400);
  }
}
