package io.trtdoctor.report;

import io.trtdoctor.escape.CsvTable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.EngineLayer;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.TensorName;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every layer of a case with the constraint on it and what became of it. */
final class LayerTable {
  /** What stands around the names of layers in the name of a fused one. */
  private static final Pattern FUSION = Pattern.compile(" \\+ |PWN\\(|, |\\)");

  private final Optional<Network> network;
  private final List<PrecisionConstraint> constraints;
  private final Map<String, List<Integer>> constraintsOnOne = new HashMap<>();
  private final List<Integer> constraintsOnMany = new ArrayList<>();
  private final Map<String, String> disobeyed = new LinkedHashMap<>();
  private final Map<String, String> onnxNodes;
  private final Map<String, Set<String>> named = new LinkedHashMap<>();
  private final Map<String, EngineLayer> built = new HashMap<>();
  private final Set<TensorName> missingScales;

  LayerTable(Diagnosis diagnosis, BuildDiagnosis build, List<EngineLayer> engine) {
    engine.forEach(this::built);
    this.missingScales = build.missingScales();
    this.network = diagnosis.network();
    this.constraints = diagnosis.settings().constraints();
    this.onnxNodes = build.onnxNodes();
    IntStream.range(0, constraints.size()).forEach(this::constraint);
    build.disobeyed().stream().sorted().forEach(this::disobeyed);
    build.findings().forEach(this::named);
  }

  private void built(EngineLayer layer) {
    Stream.concat(layer.originals().stream(), Stream.of(layer.name()))
        .forEach(name -> built.putIfAbsent(name, layer));
  }

  private void constraint(int index) {
    PrecisionConstraint constraint = constraints.get(index);
    boolean namesOneLayer =
        constraint.target() == PrecisionConstraint.Target.LAYER_NAME
            && constraint.pattern().indexOf('*') < 0;
    List<Integer> place =
        namesOneLayer
            ? constraintsOnOne.computeIfAbsent(constraint.pattern(), name -> new ArrayList<>())
            : constraintsOnMany;
    place.add(index);
  }

  private void disobeyed(String tensorRtName) {
    disobeyed.put(tensorRtName, tensorRtName);
    for (String part : FUSION.split(tensorRtName)) {
      if (!part.isEmpty()) {
        disobeyed.putIfAbsent(part, tensorRtName);
      }
    }
  }

  private void named(Finding finding) {
    finding.subjects().stream()
        .filter(subject -> subject.kind() == Subject.Kind.LAYER)
        .flatMap(s -> Stream.concat(Stream.of(s.name()), s.onnxNode().stream()))
        .forEach(
            name -> named.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(finding.cause()));
  }

  void writeCsv(Writer out) throws IOException {
    CsvTable csv =
        new CsvTable(
            out,
            "layer",
            "operator",
            "inputs",
            "outputs",
            "precision_asked",
            "output_types_asked",
            "rule",
            "disobeyed",
            "notes",
            "engine_layer",
            "precision_built",
            "format",
            "tactic");
    Set<String> unseen = new LinkedHashSet<>(named.keySet());
    disobeyed.values().stream().distinct().forEach(unseen::add);
    for (Layer layer : network.map(Network::layers).orElse(List.of())) {
      row(csv, layer, unseen);
    }
    for (String name : unseen) {
      boolean isDisobeyed = name.equals(disobeyed.get(name));
      csv.row(
          name,
          "",
          "",
          "",
          "",
          "",
          "",
          TableWords.yesOrNo(isDisobeyed),
          noteOnNode(name),
          "",
          "",
          "",
          "");
    }
  }

  private void row(CsvTable csv, Layer layer, Set<String> unseen) throws IOException {
    String name = layer.name().value();
    Optional<PrecisionConstraint> precision = last(layer, c -> c.precision().isPresent());
    Optional<PrecisionConstraint> outputs = last(layer, c -> !c.outputTypes().isEmpty());
    String fused = disobeyed.getOrDefault(name, "");
    unseen.remove(name);
    csv.row(
        name,
        layer.operator(),
        names(layer.inputs()),
        names(layer.outputs()),
        asked(layer),
        outputs.map(c -> SettingRows.types(c.outputTypes())).orElse(""),
        Stream.of(precision, outputs)
            .flatMap(Optional::stream)
            .map(c -> c.pattern() + " (" + c.source() + ")")
            .distinct()
            .collect(Collectors.joining("; ")),
        TableWords.yesOrNo(!fused.isEmpty()),
        notes(layer, fused),
        built(name, EngineLayer::name),
        ran(layer),
        built(name, EngineLayer::format),
        built(name, EngineLayer::tactic));
  }

  /** The precision that was asked of a layer, empty if none was. */
  String asked(Layer layer) {
    return last(layer, c -> c.precision().isPresent())
        .flatMap(PrecisionConstraint::precision)
        .map(DataType::tag)
        .orElse("");
  }

  /** The precision that the engine computes a layer in, empty if no engine tells. */
  String ran(Layer layer) {
    return built(layer.name().value(), engineLayer -> engineLayer.precision().tag());
  }

  private String notes(Layer layer, String fused) {
    String name = layer.name().value();
    String note = note(name, fused.equals(name) ? "" : fused);
    boolean notInt8 = built.containsKey(name) && built.get(name).precision() != DataType.INT8;
    if (!notInt8) {
      return note;
    }
    return Stream.concat(
            Stream.of(note).filter(text -> !text.isEmpty()),
            Stream.concat(layer.inputs().stream(), layer.outputs().stream())
                .filter(missingScales::contains)
                .map(tensor -> TableWords.of("no-scale-for", tensor.value())))
        .collect(Collectors.joining("; "));
  }

  private String built(String layer, Function<EngineLayer, String> fact) {
    return Optional.ofNullable(built.get(layer)).map(fact).orElse("");
  }

  /** For a layer that only TensorRT knows. */
  private String noteOnNode(String name) {
    return Stream.of(
            note(name, ""),
            onnxNodes.containsKey(name) ? TableWords.of("onnx-node", onnxNodes.get(name)) : "")
        .filter(note -> !note.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String note(String name, String fused) {
    Stream<String> causes =
        named.getOrDefault(name, Set.of()).stream().map(cause -> TableWords.of("named-by", cause));
    Stream<String> fusion =
        fused.isEmpty() ? Stream.empty() : Stream.of(TableWords.of("part-of", fused));
    return Stream.concat(causes, fusion).collect(Collectors.joining("; "));
  }

  /** The last constraint that matches the layer and asks for something, as trtexec decides. */
  private Optional<PrecisionConstraint> last(Layer layer, Predicate<PrecisionConstraint> asks) {
    List<Integer> onOne = constraintsOnOne.getOrDefault(layer.name().value(), List.of());
    return Stream.concat(onOne.stream(), constraintsOnMany.stream())
        .filter(i -> constraints.get(i).matches(layer) && asks.test(constraints.get(i)))
        .max(Integer::compare)
        .map(constraints::get);
  }

  private static String names(List<TensorName> tensors) {
    return tensors.stream().map(TensorName::value).collect(Collectors.joining("; "));
  }
}
