package io.trtdoctor.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.onnx.OnnxWriter;
import io.trtdoctor.onnx.TestModel;
import io.trtdoctor.onnx.TestModels;
import io.trtdoctor.onnx.TestRuntime;
import io.trtdoctor.search.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkReducerTest {
  private static final String EFFICIENTVIT = "efficientvit_b0.onnx.gz";
  private static final String MOBILENET = "mobilenetv3_small_100.onnx.gz";

  @TempDir Path folder;

  /** A model, what fails there, the layers that are enough, and the most tries it may take. */
  static Stream<Arguments> symptoms() {
    return Stream.of(
        Arguments.of(EFFICIENTVIT, concatenation(), 1, 15),
        Arguments.of(EFFICIENTVIT, pooling(), 1, 15),
        Arguments.of(
            EFFICIENTVIT,
            named("one of both", concatenation().getPayload().or(pooling().getPayload())),
            1,
            15),
        Arguments.of(
            EFFICIENTVIT,
            named("both", concatenation().getPayload().and(pooling().getPayload())),
            2,
            40),
        Arguments.of(EFFICIENTVIT, chain("Conv", "Conv", "Concat"), 3, 25),
        Arguments.of(EFFICIENTVIT, attention(), 8, 55),
        Arguments.of(
            MOBILENET, chain("ReduceMean", "Conv", "Relu", "Conv", "HardSigmoid", "Mul"), 6, 35));
  }

  private static Named<Predicate<NetworkGraph>> concatenation() {
    return named("a concatenation", Simulated::holdsConcatenation);
  }

  private static Named<Predicate<NetworkGraph>> pooling() {
    return named("a pooling", graph -> Simulated.holds(graph, "GlobalAveragePool"));
  }

  private static Named<Predicate<NetworkGraph>> attention() {
    return chain("Conv", "Concat", "Reshape", "Transpose", "Slice", "Relu", "Cast", "MatMul");
  }

  private static Named<Predicate<NetworkGraph>> chain(String... operators) {
    return named(String.join(" ", operators), graph -> Simulated.holdsChain(graph, operators));
  }

  private static Named<Predicate<NetworkGraph>> named(
      String name, Predicate<NetworkGraph> predicate) {
    return Named.of(name, predicate);
  }

  private Reduction reduced(Path model, ReductionOptions options, ModelQuestion question)
      throws InterruptedException {
    return new NetworkReducer(folder, options, ReductionListener.none()).reduce(model, question);
  }

  private Reduction reduced(Path model, ModelQuestion question) throws InterruptedException {
    return reduced(model, ReductionOptions.plain(), question);
  }

  private Path efficientVit() {
    return TestModels.copied(EFFICIENTVIT, folder);
  }

  private Path written(OnnxWriter model) {
    Path file = folder.resolve("model.onnx");
    model.write(file);
    return file;
  }

  private static List<String> operators(Path file) {
    return OnnxReader.read(file).layers().stream().map(Layer::operator).toList();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The question, with each model that it is asked about handed on first. */
  private static ModelQuestion watched(
      ModelQuestion question, java.util.function.Consumer<Path> watcher) {
    return file -> {
      watcher.accept(file);
      return question.ask(file);
    };
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void aRealModelIsReducedToTheLayersThatFail(
      String model, Predicate<NetworkGraph> symptom, int layers, int tries)
      throws InterruptedException {
    Reduction reduction = reduced(TestModels.copied(model, folder), Simulated.failsIf(symptom));

    assertThat(reduction.layersAfter()).isEqualTo(layers);
    assertThat(OnnxReader.read(reduction.file()).layers()).hasSize(layers);
    assertThat(reduction.tries()).isLessThanOrEqualTo(tries);
    assertThat(reduction.complete()).isTrue();
  }

  @Test
  void everyModelThatIsTriedIsLoadedByTheRuntime() throws InterruptedException {
    Reduction reduction =
        reduced(
            efficientVit(),
            ReductionOptions.plain().withMostTries(40),
            watched(
                Simulated.failsIf(attention().getPayload()),
                file -> {
                  if (!file.toString().endsWith(".gz")) {
                    TestRuntime.load(bytes(file));
                  }
                }));

    assertThat(reduction.tries()).isEqualTo(40);
  }

  @Test
  void theSameModelAndAnswersGiveTheSameTriesToTheByte() throws InterruptedException {
    Path model = TestModels.copied(MOBILENET, folder);
    ModelQuestion question = Simulated.failsIf(chain("Conv", "HardSigmoid", "Mul").getPayload());
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();

    reduced(model, watched(question, file -> first.add(Arrays.hashCode(bytes(file)))));
    reduced(model, watched(question, file -> second.add(Arrays.hashCode(bytes(file)))));

    assertThat(first).isEqualTo(second).doesNotHaveDuplicates();
  }

  @Test
  void suspectsThatTheFailureNamesSaveMostTries() throws InterruptedException {
    LayerName suspect = LayerName.of("/stages/stages.3/blocks/blocks.1/context_module/main/Concat");

    Reduction reduction =
        reduced(
            efficientVit(),
            ReductionOptions.plain().withSuspects(List.of(suspect)),
            Simulated.failsIf(chain("Conv", "Concat").getPayload()));

    assertThat(reduction.layersAfter()).isEqualTo(2);
    assertThat(reduction.tries()).isLessThanOrEqualTo(12);
  }

  @Test
  void aModelThatDoesNotFailIsLeftAlone() throws InterruptedException {
    Path model = efficientVit();

    Reduction reduction = reduced(model, file -> Answer.PASSES);

    assertThat(reduction)
        .isEqualTo(new Reduction(Answer.PASSES, model, 431, 431, 1, List.of(), false, false));
  }

  @Test
  void nothingIsLeftOutIfEveryPartPasses() throws InterruptedException {
    Path model = TestModels.copied("silu.onnx", folder);
    int whole = OnnxReader.read(model).layers().size();

    Reduction reduction =
        reduced(
            model,
            file ->
                OnnxReader.read(file).layers().size() == whole ? Answer.FAILS : Answer.UNRESOLVED);

    assertThat(reduction.layersAfter()).isEqualTo(whole);
    assertThat(reduction.steps()).containsOnly(ReductionStep.SHRINK, ReductionStep.SEED);
    assertThat(reduction.complete()).isTrue();
  }

  @Test
  void whenTriesRunOutTheSmallestSoFarIsThere() throws InterruptedException {
    Reduction reduction =
        reduced(
            efficientVit(),
            ReductionOptions.plain().withMostTries(6),
            Simulated.failsIf(concatenation().getPayload()));

    assertThat(reduction.tries()).isEqualTo(6);
    assertThat(reduction.complete()).isFalse();
    assertThat(OnnxReader.read(reduction.file()).layers()).hasSize(reduction.layersAfter());
    assertThat(reduction.layersAfter()).isLessThan(431);
  }

  @Test
  void anInterruptionLeavesTheSmallestSoFarAndNothingElse() throws IOException {
    Path model = efficientVit();
    List<Path> asked = new ArrayList<>();
    ModelQuestion interrupted =
        file -> {
          asked.add(file);
          if (asked.size() == 5) {
            throw new InterruptedException();
          }
          return Simulated.failsIf(concatenation().getPayload()).ask(file);
        };

    assertThatThrownBy(() -> reduced(model, interrupted)).isInstanceOf(InterruptedException.class);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(model, folder.resolve("reduced.onnx"));
    }
    assertThat(operators(folder.resolve("reduced.onnx"))).contains("Concat");
  }

  @Test
  void aLayerThatOnlyHandsOnIsBypassed() throws InterruptedException {
    Path model =
        written(
            OnnxWriter.named("m")
                .input("x", DataType.FP32, 1, 3, 8, 8)
                .normalWeights("w", 1, 4, 3, 1, 1)
                .node("Conv", "/conv", List.of("x", "w"), List.of("c"))
                .node("Relu", "/relu", List.of("c"), List.of("r"))
                .node("Elu", "/elu", List.of("r"), List.of("e"))
                .node("Softmax", "/softmax", List.of("e"), List.of("s"))
                .output("s", DataType.FP32, 1, 4, 8, 8));

    Reduction reduction =
        reduced(model, Simulated.failsIf(graph -> Simulated.leads(graph, "Conv", "Softmax")));

    assertThat(operators(reduction.file())).containsExactly("Conv", "Softmax");
    assertThat(reduction.steps()).contains(ReductionStep.BYPASS);
    TestRuntime.load(bytes(reduction.file()));
  }

  @Test
  void whatASubgraphReadsIsCutLikeAnyOther() throws InterruptedException, IOException {
    TestModel then = new TestModel().node("Neg", "/then", "r", "t").output("t");
    TestModel otherwise = new TestModel().node("Abs", "/else", "r", "e").output("e");
    Path model = folder.resolve("model.onnx");
    Files.write(
        model,
        new TestModel()
            .input("x", TestModel.FLOAT, 1, 4)
            .weights("yes", TestModel.BOOL, 1)
            .node("Relu", "/relu", "x", "r")
            .node(
                "If",
                "/if",
                "yes",
                "y",
                TestModel.attribute("then_branch", then.graph()),
                TestModel.attribute("else_branch", otherwise.graph()))
            .output("y")
            .model()
            .build()
            .toByteArray());

    Reduction reduction = reduced(model, Simulated.failsIf(graph -> Simulated.holds(graph, "If")));

    assertThat(reduction.layersAfter()).isEqualTo(1);
    assertThat(OnnxReader.read(reduction.file()).inputs()).containsExactly(TensorName.of("r"));
    TestRuntime.run(bytes(reduction.file()));
  }

  private static OnnxWriter shapeKeeping(long batch) {
    return OnnxWriter.named("m")
        .input("x", DataType.FP32, batch, 3, 64, 48)
        .normalWeights("w", 1, 4, 3, 3, 3)
        .node("Conv", "/conv", List.of("x", "w"), List.of("c"))
        .node("Shape", "/shape", List.of("c"), List.of("s"))
        .node("Reshape", "/reshape", List.of("c", "s"), List.of("r"))
        .node("Relu", "/relu", List.of("r"), List.of("y"))
        .output("y", DataType.FP32, batch, 4, 62, 46);
  }

  @Test
  void imagesAreShrunkAsFarAsTheFailureStays() throws InterruptedException {
    Reduction reduction =
        reduced(
            written(shapeKeeping(1)),
            Simulated.failsIf(
                graph ->
                    Simulated.holds(graph, "Conv")
                        && graph
                                .network()
                                .tensor(TensorName.of("x"))
                                .orElseThrow()
                                .shape()
                                .get()
                                .get(2)
                            >= 8));

    Network small = OnnxReader.read(reduction.file());
    assertThat(small.tensor(TensorName.of("x")).orElseThrow().shape())
        .contains(List.of(1L, 3L, 8L, 6L));
    assertThat(small.tensor(TensorName.of("c")).orElseThrow().shape())
        .contains(List.of(1L, 4L, 6L, 4L));
    TestRuntime.run(bytes(reduction.file()));
  }

  @Test
  void openInputsGetTheShapesThatAreAskedFor() throws InterruptedException {
    Reduction reduction =
        reduced(
            written(shapeKeeping(-1)),
            ReductionOptions.plain()
                .withInputShapes(Map.of(TensorName.of("x"), List.of(2L, 3L, 64L, 48L))),
            Simulated.failsIf(graph -> Simulated.holds(graph, "Reshape")));

    Network small = OnnxReader.read(reduction.file());
    assertThat(reduction.layersAfter()).isEqualTo(1);
    assertThat(small.inputs())
        .allMatch(name -> !small.tensor(name).orElseThrow().shape().orElseThrow().contains(-1L));
  }

  @Test
  void openDimensionsStayOpenOtherwise() throws InterruptedException {
    Reduction reduction =
        reduced(
            written(shapeKeeping(-1)), Simulated.failsIf(graph -> Simulated.holds(graph, "Relu")));

    Network small = OnnxReader.read(reduction.file());
    assertThat(small.tensor(TensorName.of("r")).orElseThrow().shape().orElseThrow().get(0))
        .isEqualTo(-1L);
    TestRuntime.load(bytes(reduction.file()));
  }

  @Test
  void ownWeightsStayIfTheFailureNeedsThem() throws InterruptedException {
    Path model = written(shapeKeeping(1));
    byte[] own = weights(model);

    Reduction reduction =
        reduced(model, file -> indexOf(bytes(file), own) >= 0 ? Answer.FAILS : Answer.PASSES);

    assertThat(operators(reduction.file())).containsExactly("Conv");
    assertThat(reduction.seeded()).isFalse();
    assertThat(indexOf(bytes(reduction.file()), own)).isPositive();
  }

  /** The first weights in the file, which follow their name and their length. */
  private static byte[] weights(Path model) {
    byte[] whole = bytes(model);
    byte[] name = {0x42, 1, 'w', 0x4a};
    int at = indexOf(whole, name) + name.length + 2;
    return Arrays.copyOfRange(whole, at, at + 16);
  }

  private static int indexOf(byte[] whole, byte[] part) {
    for (int at = 0; at + part.length <= whole.length; at++) {
      if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
