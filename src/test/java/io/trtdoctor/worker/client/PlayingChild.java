package io.trtdoctor.worker.client;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FloatValues;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.CallFrame;
import io.trtdoctor.worker.protocol.Connection;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.FrameType;
import io.trtdoctor.worker.protocol.Hello;
import io.trtdoctor.worker.protocol.LogLineFrame;
import io.trtdoctor.worker.protocol.PhaseMark;
import io.trtdoctor.worker.protocol.Ready;
import io.trtdoctor.worker.protocol.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A child that plays the recorded log that fits what the recipe hands over. */
final class PlayingChild {
  private static final Pattern LINE = Pattern.compile("([\\d.]+) k([A-Z_]+) (.*)");
  private static final String ENGINE =
      """
      {"Layers": [{"Name": "/stem/in_conv/conv/Conv", "LayerType": "CaskConvolution",
       "Inputs": [{"Name": "input", "Format/Datatype": "Int8"}],
       "Outputs": [{"Name": "x", "Format/Datatype": "Int8"}],
       "Weights": {"Type": "Int8", "Count": 9}, "TacticName": "sm90_i8", "Metadata": ""}]}
      """;

  private static final String CACHE = "TRT-8601-EntropyCalibration2\ninput: 3d120d2f\n";

  private final Connection connection;

  private PlayingChild(SocketChannel channel) {
    this.connection = new Connection(channel, channel);
  }

  public static void main(String[] args) throws Exception {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(args[0]));
    new PlayingChild(channel).serve();
  }

  private void serve() throws Exception {
    Hello.ofThisProcess().send(connection);
    new Ready(Optional.empty(), machine()).send(connection);
    for (Optional<Frame> frame = connection.receive();
        frame.isPresent() && frame.get().type() == FrameType.REQUEST;
        frame = connection.receive()) {
      work(Request.read(frame.get()));
    }
  }

  private static Map<String, String> machine() {
    String pid = Long.toString(ProcessHandle.current().pid());
    return Map.of("tensorrt", "8.6.1", "gpu", "played", "pid", pid);
  }

  private void work(Request request) throws Exception {
    Recipe recipe = request.recipe();
    boolean healthy =
        recipe.batches() instanceof Batches.Synthetic made
            ? made.count() > 0
            : recipe.calibrator().isEmpty() && !recipe.flags().contains(BuilderFlag.INT8);
    boolean bad = recipe.batches() instanceof Batches.Faulty;
    new PhaseMark(PhaseMark.Phase.BUILD, true, 0).send(connection);
    if (recipe.calibrator().isPresent()) {
      call(healthy);
    }
    play(healthy ? "effvit-healthy" : bad ? "mobilevit-hostptr" : "effvit-zero-batches");
    new PhaseMark(PhaseMark.Phase.BUILD, false, 2_000_000_000L).send(connection);
    new Answer(
            request.id(),
            healthy ? Answer.Status.BUILT : Answer.Status.FAILED,
            Optional.empty(),
            healthy ? OptionalLong.of(1234) : OptionalLong.empty(),
            healthy ? Optional.of(CACHE) : Optional.empty(),
            healthy ? Optional.of(ENGINE) : Optional.empty(),
            List.of(),
            healthy ? recipe.measure().map(on -> measured(recipe, on)) : Optional.empty(),
            bad)
        .send(connection);
  }

  /** INT8 is faster and a little off. */
  private static Measurement measured(Recipe recipe, Measure on) {
    boolean int8 = recipe.flags().contains(BuilderFlag.INT8);
    List<SampleOutput> outputs = new ArrayList<>();
    for (int i = 0; i < on.samples(); i++) {
      FloatValues values = FloatValues.of(i, int8 ? 3.9f : 4, -1, 2);
      outputs.add(new SampleOutput(i, "logits", List.of(1L, 4L), values));
    }
    return new Measurement(
        Collections.nCopies(on.runs(), int8 ? 0.5 : 1.5), outputs, Optional.empty());
  }

  private void call(boolean answered) throws IOException {
    new CallFrame(
            new CalibratorCall(
                0.5,
                CalibratorCall.Method.GET_BATCH,
                answered,
                1,
                List.of(),
                OptionalDouble.empty(),
                Optional.empty()))
        .send(connection);
  }

  private void play(String recording) throws IOException {
    String resource = "/recordings/trt-8.6.1/" + recording + ".log.gz";
    try (InputStream in = PlayingChild.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          long nanos = (long) (Double.parseDouble(matcher.group(1)) * 1e9);
          new LogLineFrame(nanos, severity(matcher.group(2)), matcher.group(3)).send(connection);
        }
      }
    }
  }

  private static int severity(String name) {
    return List.of("INTERNAL_ERROR", "ERROR", "WARNING", "INFO", "VERBOSE").indexOf(name);
  }
}
