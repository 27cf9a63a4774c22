package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.MadeTensor;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An ONNX model with its weights, to be cut to pieces.
 *
 * <p>The file is parsed once. Weights stay in the mapped file and are shared with everything that
 * is cut out of the model, so a cut costs the time of its nodes. Equal cuts have equal bytes.
 */
public final class OnnxModel {
  /** Room for all but the weights below the 2 GiB that a protobuf message may have. */
  private static final long MOST_WEIGHT_BYTES = Integer.MAX_VALUE - (64L << 20);

  private final ModelProto model;
  private final Network network;

  private OnnxModel(ModelProto model, Network network) {
    this.model = model;
    this.network = network;
  }

  private OnnxModel(ModelProto model) {
    this(model, NetworkAssembler.assemble(model));
  }

  /**
   * Reads a model; external data becomes part of it.
   *
   * @throws BadInputException as {@link OnnxReader#read} does, or if its weights are too large for
   *     one file
   */
  public static OnnxModel read(Path file) {
    try (ModelFile opened = ModelFile.open(file)) {
      Network network = OnnxReader.network(file, opened.bytes());
      if (network.weightBytes() > MOST_WEIGHT_BYTES) {
        throw new BadInputException(
            Message.of("onnx.too-large-to-cut", file, network.weightBytes(), MOST_WEIGHT_BYTES));
      }
      ModelProto model = parse(file, opened.bytes());
      return new OnnxModel(
          EveryTensor.changed(model, tensor -> ExternalData.inline(file, tensor)), network);
    }
  }

  private static ModelProto parse(Path file, ByteBuffer bytes) {
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      return ModelProto.parseFrom(in);
    } catch (IOException e) {
      throw new BadInputException(Message.of("onnx.unparsable", file, e.getMessage()), e);
    }
  }

  /** The model as a network. */
  public Network network() {
    return network;
  }

  /** The values of numeric constants with at most 64 elements, by name. */
  public Map<TensorName, List<Number>> smallConstants() {
    Map<TensorName, List<Number>> constants = new LinkedHashMap<>();
    GraphProto graph = model.getGraph();
    graph.getInitializerList().forEach(tensor -> enter(tensor, constants));
    for (NodeProto node : graph.getNodeList()) {
      ConstantNode.tensor(node).ifPresent(tensor -> enter(tensor, constants));
    }
    return constants;
  }

  private static void enter(TensorProto tensor, Map<TensorName, List<Number>> constants) {
    List<? extends Number> values = AttributeText.values(tensor);
    if (values.size() == ElementTypes.elements(tensor.getDimsList())) {
      constants.put(TensorName.of(tensor.getName()), List.copyOf(values));
    }
  }

  /**
   * The same network with everything that is known before it runs as an initialiser: the given
   * tensors, what {@code Constant} nodes hold, and copies of initialisers. Nodes that compute
   * nothing else are left out.
   *
   * @param known tensors of the outermost graph that layers compute
   */
  public OnnxModel settled(List<IntegerConstant> known) {
    return new OnnxModel(Settling.settle(model, known));
  }

  /**
   * A part of the model with the initialisers that it needs; opsets, functions and metadata are
   * kept.
   *
   * @throws IllegalArgumentException if a tensor would be read that nothing produces, or handed out
   *     without a type
   */
  public OnnxModel cut(Cut cut) {
    return new OnnxModel(new Cutter(model, network).cut(cut));
  }

  /**
   * The same network with made-up weights: floating-point and 8-bit initialisers, constants and
   * tensors in attributes, in subgraphs and functions as well, get values spread evenly over the
   * range of their own, which depend on name, shape and range alone. Values that are not finite
   * stay where they are.
   *
   * @param kept those to keep because their values mean something
   */
  public OnnxModel withSeededWeights(Set<TensorName> kept) {
    ModelProto seeded =
        EveryTensor.changed(
            model, tensor -> isIn(kept, tensor) ? tensor : SeededWeights.insteadOf(tensor));
    return new OnnxModel(seeded, network);
  }

  private static boolean isIn(Set<TensorName> names, TensorProto tensor) {
    return names.contains(TensorName.of(tensor.getName()));
  }

  /**
   * Weights that another model of the same structure, names aside, has otherwise; in the order of
   * the file.
   */
  public List<TensorName> weightsUnlike(OnnxModel other) {
    return weights(other, 1, false);
  }

  /**
   * Weights, wherever they are, that another model of the same structure has just so; those whose
   * elements are all the same are left out.
   *
   * @param least how many elements they have at least
   */
  public List<TensorName> weightsLike(OnnxModel other, int least) {
    return weights(other, least, true);
  }

  private List<TensorName> weights(OnnxModel other, int least, boolean alike) {
    List<TensorProto> own = EveryTensor.in(model);
    List<TensorProto> others = EveryTensor.in(other.model);
    List<TensorName> found = new ArrayList<>();
    for (int i = 0; i < Math.min(own.size(), others.size()); i++) {
      if (ElementTypes.elements(own.get(i).getDimsList()) >= least
          && nameless(own.get(i)).equals(nameless(others.get(i))) == alike
          && !(alike && isUniform(own.get(i)))) {
        found.add(TensorName.of(own.get(i).getName()));
      }
    }
    return found;
  }

  private static boolean isUniform(TensorProto tensor) {
    ByteString raw = tensor.getRawData();
    int element = (int) (raw.size() / ElementTypes.elements(tensor.getDimsList()));
    return (element > 0 || raw.isEmpty())
        && raw.substring(element).equals(raw.substring(0, raw.size() - element))
        && tensor.getFloatDataList().stream().distinct().count() <= 1
        && tensor.getDoubleDataList().stream().distinct().count() <= 1
        && tensor.getInt32DataList().stream().distinct().count() <= 1
        && tensor.getInt64DataList().stream().distinct().count() <= 1;
  }

  private static TensorProto nameless(TensorProto tensor) {
    return tensor.toBuilder().clearName().clearDocString().build();
  }

  /**
   * A copy to hand out: without documentation, metadata, training and unknown fields, and with
   * every name and text put into other words; operators that the model does not define keep their
   * names.
   *
   * @param words must not make two names one
   */
  public OnnxModel published(UnaryOperator<String> words) {
    return new OnnxModel(Published.of(model, words));
  }

  /**
   * The same network that also computes tensors which TensorRT's parser adds; nothing reads them.
   */
  public OnnxModel with(List<MadeTensor> added) {
    ModelProto.Builder whole = model.toBuilder();
    MadeNodes.of(model, added).forEach(whole.getGraphBuilder()::addNode);
    return new OnnxModel(whole.build());
  }

  /**
   * The network, cut down to what these tensors need, as ONNX with them as its outputs; they have a
   * type there only if they are outputs of the model too.
   *
   * @param tensors that layers of the outermost graph compute
   */
  public byte[] showing(Collection<TensorName> tensors) {
    return Showing.show(model, tensors.stream().map(TensorName::value).toList()).toByteArray();
  }

  /**
   * Writes the model as ONNX.
   *
   * @throws IOException if it cannot be written
   */
  public void writeTo(OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out);
    model.writeTo(buffered);
    buffered.flush();
  }
}
