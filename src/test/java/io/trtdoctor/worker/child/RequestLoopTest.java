package io.trtdoctor.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.trt.RefusalException;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.CallFrame;
import io.trtdoctor.worker.protocol.Connection;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.FrameType;
import io.trtdoctor.worker.protocol.Hello;
import io.trtdoctor.worker.protocol.PhaseMark;
import io.trtdoctor.worker.protocol.Ready;
import io.trtdoctor.worker.protocol.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The child's loop in this process, over pipes, with no GPU behind it. */
class RequestLoopTest {
  @TempDir Path folder;

  private final FakeTensorRt tensorRt = new FakeTensorRt();
  private final CountDownLatch parentGone = new CountDownLatch(1);
  private final List<Frame> events = new ArrayList<>();
  private Connection parent;
  private Connection child;
  private Thread loop;
  private Path model;

  @BeforeEach
  void connect() throws IOException {
    Pipe up = Pipe.open();
    Pipe down = Pipe.open();
    parent = new Connection(up.source(), down.sink());
    child = new Connection(down.source(), up.sink());
    model = Files.writeString(folder.resolve("m.onnx"), "a model");
  }

  @AfterEach
  void end() throws Exception {
    parent.close();
    if (loop != null) {
      loop.join();
    }
  }

  private void start(RequestLoop.Starter starter) throws IOException {
    RequestLoop requests = new RequestLoop(child, starter, parentGone::countDown);
    loop =
        new Thread(
            () -> {
              try {
                requests.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    loop.start();
    assertThat(Hello.read(parent.receive().orElseThrow()).pid())
        .isEqualTo(ProcessHandle.current().pid());
  }

  private void startReady() throws IOException {
    start(listener -> tensorRt);
    assertThat(Ready.read(parent.receive().orElseThrow()).failure()).isEmpty();
  }

  private Answer ask(long id, Recipe.Builder recipe) throws IOException {
    new Request(id, recipe.build(), true, Optional.empty()).send(parent);
    events.clear();
    Frame frame = parent.receive().orElseThrow();
    while (frame.type() != FrameType.ANSWER) {
      events.add(frame);
      frame = parent.receive().orElseThrow();
    }
    return Answer.read(frame);
  }

  private Recipe.Builder recipe() {
    return Recipe.of(FileRef.of(model), "8.6").flags(BuilderFlag.INT8);
  }

  private List<CallFrame> calls() throws IOException {
    List<CallFrame> calls = new ArrayList<>();
    for (Frame frame : events) {
      if (frame.type() == FrameType.CALL) {
        calls.add(CallFrame.read(frame));
      }
    }
    return calls;
  }

  @Test
  void eachRequestGetsOneAnswerWithItsNumber() throws IOException {
    startReady();

    assertThat(ask(41, recipe()).id()).isEqualTo(41);
    Answer second = ask(42, recipe());

    assertThat(second.id()).isEqualTo(42);
    assertThat(second.status()).isEqualTo(Answer.Status.BUILT);
    assertThat(second.planBytes()).hasValue(7);
    assertThat(second.layers()).hasSize(1);
    assertThat(second.calibrationCache()).hasValueSatisfying(c -> assertThat(c).contains("8601"));
  }

  @Test
  void aParsedNetworkIsUsedAgain() throws IOException {
    startReady();

    ask(1, recipe());
    ask(2, recipe().optimizationLevel(0));

    assertThat(tensorRt.parsed).hasSize(1);
    assertThat(events).noneMatch(frame -> frame.type() == FrameType.LOG);
  }

  @Test
  void networksThatAreNoLongerAskedForAreGivenBack() throws IOException {
    startReady();

    for (int i = 0; i < 10; i++) {
      Files.writeString(model, "model " + i);
      ask(i, recipe());
    }

    assertThat(tensorRt.parsed).hasSizeLessThan(10);
  }

  @Test
  void aModelThatTheParserRefusesIsAFailure() throws IOException {
    model = Files.writeString(folder.resolve("broken.onnx"), "no model");
    startReady();

    Answer answer = ask(1, recipe());

    assertThat(answer.status()).isEqualTo(Answer.Status.FAILED);
    assertThat(answer.detail()).contains("bad model");
  }

  @Test
  void aModelThatIsNotThereIsRefused() throws IOException {
    startReady();
    Recipe.Builder recipe = recipe();
    Files.delete(model);

    assertThat(ask(1, recipe).status()).isEqualTo(Answer.Status.REFUSED);
  }

  @Test
  void everyBatchThatIsAskedForIsReported() throws IOException {
    startReady();

    ask(1, recipe().calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, 2)));

    assertThat(calls())
        .extracting(frame -> frame.call().answered())
        .containsExactly(true, true, false);
  }

  @Test
  void anEngineIsRunIfTheRecipeSaysSo() throws IOException {
    startReady();

    Answer answer = ask(1, recipe().measure(new Measure(Batches.Synthetic.normal(2, 3), 5, 4)));

    Measurement measurement = answer.measurement().orElseThrow();
    assertThat(measurement.milliseconds()).hasSize(4);
    assertThat(measurement.outputs()).extracting(SampleOutput::sample).containsExactly(0, 1, 2);
    assertThat(phases())
        .containsSubsequence(
            PhaseMark.Phase.BUILD,
            PhaseMark.Phase.MEASURE,
            PhaseMark.Phase.MEASURE,
            PhaseMark.Phase.BUILD);
  }

  @Test
  void anEngineIsNotRunUnasked() throws IOException {
    startReady();

    assertThat(ask(1, recipe()).measurement()).isEmpty();
  }

  @Test
  void theProcessIsKnownByItsNumber() throws IOException {
    start(listener -> tensorRt);

    assertThat(Ready.read(parent.receive().orElseThrow()).machine())
        .containsEntry("pid", Long.toString(ProcessHandle.current().pid()))
        .containsEntry("tensorrt", "8.6.1");
  }

  private List<PhaseMark.Phase> phases() throws IOException {
    List<PhaseMark.Phase> phases = new ArrayList<>();
    for (Frame frame : events) {
      if (frame.type() == FrameType.PHASE) {
        phases.add(PhaseMark.read(frame).phase());
      }
    }
    return phases;
  }

  @Test
  void anExceptionOnPurposeIsAFailureOfTheRecipeNotOfItsData() throws IOException {
    startReady();
    Batches raising = new Batches.Faulty(Batches.Synthetic.normal(1, 1), Batches.Fault.EXCEPTION);

    Answer answer = ask(1, recipe().calibrator(CalibrationAlgorithm.MIN_MAX, raising));

    assertThat(answer.status()).isNotEqualTo(Answer.Status.REFUSED);
  }

  @Test
  void samplesThatAreNotThereAreRefusedAfterTheBuild() throws IOException {
    startReady();
    Path samples = Files.write(folder.resolve("x.npy"), new byte[] {1});
    Batches.Source source =
        new Batches.Source(FileRef.of(samples), Batches.Format.NPY, Optional.empty(), 0);
    Batches files = new Batches.Files(List.of(Batches.Sample.of(java.util.Map.of("x", source))));

    Answer answer = ask(1, recipe().calibrator(CalibrationAlgorithm.ENTROPY, files));

    assertThat(answer.status()).isEqualTo(Answer.Status.REFUSED);
    assertThat(answer.detail().orElseThrow()).contains("is no NumPy array");
  }

  @Test
  void aLostContextMakesTheProcessDoubtful() throws IOException {
    tensorRt.contextLost = true;
    startReady();

    assertThat(ask(1, recipe()).doubtful()).isTrue();
  }

  @Test
  void aBugOfOursIsRefusedAndMakesTheProcessDoubtful() throws IOException {
    tensorRt.breaksOnBuild = true;
    startReady();

    Answer answer = ask(1, recipe());

    assertThat(answer.status()).isEqualTo(Answer.Status.REFUSED);
    assertThat(answer.doubtful()).isTrue();
  }

  @Test
  void withoutABuilderTheChildSaysWhy() throws IOException {
    start(
        listener -> {
          throw new RefusalException("CUDA sees no GPU");
        });

    assertThat(Ready.read(parent.receive().orElseThrow()).failure()).contains("CUDA sees no GPU");
  }

  @Test
  void aLibraryThatCannotBeLoadedIsNamed() throws IOException {
    start(
        listener -> {
          throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
        });

    assertThat(Ready.read(parent.receive().orElseThrow()).failure().orElseThrow())
        .contains("libcuda.so.1");
  }

  @Test
  void aParentThatGoesAwayIsNoticed() throws Exception {
    startReady();

    parent.close();

    assertThat(parentGone.await(1, TimeUnit.MINUTES)).isTrue();
  }
}
