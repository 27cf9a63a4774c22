package io.trtdoctor.trt;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ILayer;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvonnxparser.IParser;

/** A parsed network that constraints are put on for one build and taken off again after it. */
@SuppressWarnings("deprecation") // precisions and ranges are deprecated in TensorRT 10
final class NativeNetwork implements ParsedNetwork {
  private final INetworkDefinition network;
  // Holds the weights that the network points to.
  private final IParser parser;
  private final LineBridge bridge;
  private final List<ILayer> layers = new ArrayList<>();
  private final List<Runnable> undo = new ArrayList<>();
  private Map<String, ITensor> tensors = Map.of();

  NativeNetwork(INetworkDefinition network, IParser parser, LineBridge bridge) {
    this.network = network;
    this.parser = parser;
    this.bridge = bridge;
    for (int i = 0; i < network.getNbLayers(); i++) {
      layers.add(network.getLayer(i));
    }
  }

  INetworkDefinition handle() {
    return network;
  }

  @Override
  public List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < network.getNbInputs(); i++) {
      ITensor tensor = network.getInput(i);
      inputs.add(
          new Input(
              tensor.getName(), NativeTypes.dataType(tensor.getType()), bridge.dimensions(tensor)));
    }
    return inputs;
  }

  /** Puts constraints, ranges and outputs on; {@link #reset} takes them off. */
  void apply(BuildPlan plan) {
    if (!plan.constraints().isEmpty()) {
      layers.forEach(layer -> constrain(layer, plan.constraints()));
    }
    plan.dynamicRanges().forEach(this::setRange);
    if (!plan.outputs().isEmpty()) {
      keepOutputs(plan.outputs());
    }
  }

  void reset() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      undo.get(i).run();
    }
    undo.clear();
  }

  private void constrain(ILayer layer, List<PrecisionConstraint> rules) {
    String name = layer.getName();
    String type = NativeTypes.layerType(layer.getType());
    for (int i = rules.size() - 1; i >= 0; i--) {
      PrecisionConstraint rule = rules.get(i);
      if (rule.target() == PrecisionConstraint.Target.OPERATOR_TYPE
          ? rule.pattern().equalsIgnoreCase(type)
          : rule.matchesName(name)) {
        rule.precision().ifPresent(precision -> setPrecision(layer, precision));
        setOutputTypes(layer, rule.outputTypes());
        return;
      }
    }
  }

  private void setPrecision(ILayer layer, DataType precision) {
    nvinfer.DataType type = NativeTypes.dataType(precision);
    if (layer.precisionIsSet()) {
      nvinfer.DataType before = layer.getPrecision().intern();
      undo.add(() -> layer.setPrecision(before));
    } else {
      undo.add(layer::resetPrecision);
    }
    layer.setPrecision(type);
  }

  private void setOutputTypes(ILayer layer, List<DataType> types) {
    if (types.isEmpty()) {
      return;
    }
    for (int i = 0; i < layer.getNbOutputs(); i++) {
      int output = i;
      nvinfer.DataType type = NativeTypes.dataType(types.get(Math.min(i, types.size() - 1)));
      if (layer.outputTypeIsSet(output)) {
        nvinfer.DataType before = layer.getOutputType(output).intern();
        undo.add(() -> layer.setOutputType(output, before));
      } else {
        undo.add(() -> layer.resetOutputType(output));
      }
      layer.setOutputType(output, type);
    }
  }

  private void setRange(TensorName name, DynamicRange range) {
    ITensor tensor = tensor(name.value());
    if (tensor.dynamicRangeIsSet()) {
      float min = tensor.getDynamicRangeMin();
      float max = tensor.getDynamicRangeMax();
      undo.add(() -> tensor.setDynamicRange(min, max));
    } else {
      undo.add(tensor::resetDynamicRange);
    }
    if (!tensor.setDynamicRange(range.min(), range.max())) {
      throw new RefusalException(
          "TensorRT takes no range " + range.min() + " to " + range.max() + " for " + name);
    }
  }

  private void keepOutputs(List<TensorName> names) {
    List<ITensor> wanted = names.stream().map(name -> tensor(name.value())).toList();
    List<ITensor> before = new ArrayList<>();
    for (int i = 0; i < network.getNbOutputs(); i++) {
      before.add(network.getOutput(i));
    }
    undo.add(() -> before.forEach(network::markOutput));
    before.forEach(network::unmarkOutput);
    undo.add(() -> wanted.forEach(network::unmarkOutput));
    wanted.forEach(network::markOutput);
  }

  private ITensor tensor(String name) {
    if (tensors.isEmpty()) {
      tensors = tensorsByName();
    }
    ITensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new RefusalException("TensorRT's network has no tensor " + name);
    }
    return tensor;
  }

  private Map<String, ITensor> tensorsByName() {
    Map<String, ITensor> found = new HashMap<>();
    for (int i = 0; i < network.getNbInputs(); i++) {
      found.put(network.getInput(i).getName(), network.getInput(i));
    }
    for (ILayer layer : layers) {
      for (int i = 0; i < layer.getNbOutputs(); i++) {
        ITensor tensor = layer.getOutput(i);
        found.putIfAbsent(tensor.getName(), tensor);
      }
    }
    return found;
  }

  /** The layers with what is asked of them at present. */
  List<BuilderLayer> describe() {
    List<BuilderLayer> described = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      described.add(describe(i, layers.get(i)));
    }
    return described;
  }

  private static BuilderLayer describe(int index, ILayer layer) {
    String metadata = layer.getMetadata();
    return new BuilderLayer(
        index,
        layer.getName(),
        NativeTypes.layerType(layer.getType()),
        layer.precisionIsSet()
            ? Optional.of(NativeTypes.dataType(layer.getPrecision()))
            : Optional.empty(),
        outputTypes(layer),
        metadata == null ? "" : metadata);
  }

  private static List<DataType> outputTypes(ILayer layer) {
    List<DataType> types = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < layer.getNbOutputs(); i++) {
      boolean set = layer.outputTypeIsSet(i);
      any |= set;
      types.add(set ? NativeTypes.dataType(layer.getOutputType(i)) : DataType.UNKNOWN);
    }
    return any ? types : List.of();
  }

  @Override
  public void close() {
    NativeObjects.free(network);
    NativeObjects.free(parser);
  }
}
