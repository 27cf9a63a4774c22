package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fallbacks for tests. */
final class SampleFallbacks {
  static final String CACHE = "TRT-8601-EntropyCalibration2\ninput: 3d120d2f\n";

  /** Names that a shell, a compiler, a spreadsheet or a terminal could take amiss. */
  static final List<String> HOSTILE =
      List.of(
          "quote\"and'apostrophe",
          "back\\slash\\",
          "new\nline\r\n#define X",
          "100%s %n {0} ${asked} ${network}",
          "$(touch pwned) `id`; rm -r x & | > f",
          "trigraph??/",
          "名字é\uD83D\uDE00",
          "\u202Egnp.txt\u2066\u200F\u2028",
          "=HYPERLINK(\"x\")",
          "*/ // /* \"\"\" ''' R\"(x)\"",
          "comma, colon:fp16",
          "bell\u0007\u001B[31m",
          "ends with backslash\\",
          "\\u0022 \\x41 \\101 \\N{BULLET}");

  private static final FileRef MODEL =
      new FileRef("a".repeat(64), Optional.of(Path.of("/models/it's a model.onnx")));

  private SampleFallbacks() {}

  /** Two convolutions lifted, one of them let go; trtexec can be told all of it. */
  static Fallback plain() {
    Recipe recipe =
        recipe()
            .constraints(
                ConstraintMode.OBEY,
                List.of(
                    rule(Target.OPERATOR_TYPE, "CONVOLUTION", DataType.INT8),
                    rule(Target.LAYER_NAME, "/conv1/Conv", DataType.FP16, DataType.FP16),
                    new PrecisionConstraint(
                        Target.LAYER_NAME, "let go", Optional.empty(), List.of(), "test")))
            .shape(TensorName.of("input:0"), shapes())
            .build();
    return fallback(
        recipe,
        List.of(
            asked(0, "/conv0/Conv", "CONVOLUTION", DataType.INT8),
            asked(1, "/conv1/Conv", "CONVOLUTION", DataType.FP16, DataType.FP16),
            plainLayer(2, "let go", "CONVOLUTION"),
            new BuilderLayer(
                3, "/cast", "CAST", Optional.empty(), List.of(DataType.BOOL), "set by the parser"),
            asked(4, "a layer: with a colon", "CONVOLUTION", DataType.INT8)),
        List.of(
            new LiftedLayer(LayerName.of("/conv1/Conv"), DataType.INT8, Optional.of(DataType.FP16)),
            new LiftedLayer(LayerName.of("let go"), DataType.INT8, Optional.empty())));
  }

  /** Everything that can be asked for, of layers with hostile names. */
  static Fallback hostile() {
    List<PrecisionConstraint> rules = new ArrayList<>();
    List<BuilderLayer> layers = new ArrayList<>();
    List<LiftedLayer> lifted = new ArrayList<>();
    for (String name : HOSTILE) {
      rules.add(rule(Target.LAYER_NAME, name, DataType.FP16, DataType.FP16));
      layers.add(asked(layers.size(), name, "CONVOLUTION", DataType.FP16, DataType.FP16));
      lifted.add(new LiftedLayer(LayerName.of(name), DataType.INT8, Optional.of(DataType.FP16)));
    }
    rules.add(rule(Target.OPERATOR_TYPE, "POOLING", DataType.FP32));
    layers.add(asked(layers.size(), "twin", "POOLING", DataType.FP32));
    layers.add(plainLayer(layers.size(), "twin", "SHUFFLE"));
    Recipe recipe =
        recipe()
            .constraints(ConstraintMode.OBEY, rules)
            .shape(TensorName.of(HOSTILE.get(0)), shapes())
            .dynamicRange(TensorName.of("out of " + HOSTILE.get(1)), new DynamicRange(-1.5f, 2.25f))
            .outputs(List.of(TensorName.of("out of " + HOSTILE.get(2))))
            .build();
    return fallback(recipe, layers, lifted);
  }

  static Fallback withoutCache(Fallback fallback) {
    return new Fallback(
        fallback.title(),
        fallback.recipe(),
        fallback.layers(),
        fallback.lifted(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  static Fallback with(Fallback fallback, Recipe recipe) {
    return new Fallback(
        fallback.title(),
        recipe,
        fallback.layers(),
        fallback.lifted(),
        fallback.calibrationCache(),
        fallback.latencyMs(),
        fallback.difference());
  }

  private static Fallback fallback(
      Recipe recipe, List<BuilderLayer> layers, List<LiftedLayer> lifted) {
    return new Fallback(
        Message.of("fallback.lifted", HOSTILE.get(2), 7, Message.of("fallback.use", "C:\\")),
        recipe,
        layers,
        lifted,
        Optional.of(CACHE),
        OptionalDouble.of(1.25),
        OptionalDouble.of(0.004));
  }

  private static Recipe.Builder recipe() {
    return Recipe.of(MODEL, "8.6")
        .flags(BuilderFlag.INT8, BuilderFlag.FP16)
        .calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, 2))
        .workspaceBytes(1L << 30)
        .optimizationLevel(2)
        .tacticSources(List.of(TacticSource.CUDNN, TacticSource.CUBLAS));
  }

  private static ShapeRange shapes() {
    return new ShapeRange(List.of(1, 3, 8), List.of(2, 3, 8), List.of(4, 3, 8));
  }

  static PrecisionConstraint rule(
      Target target, String pattern, DataType precision, DataType... outputs) {
    return new PrecisionConstraint(
        target, pattern, Optional.of(precision), List.of(outputs), "test");
  }

  private static BuilderLayer asked(
      int index, String name, String type, DataType precision, DataType... outputs) {
    return new BuilderLayer(index, name, type, Optional.of(precision), List.of(outputs), "");
  }

  private static BuilderLayer plainLayer(int index, String name, String type) {
    return new BuilderLayer(index, name, type, Optional.empty(), List.of(), "");
  }
}
