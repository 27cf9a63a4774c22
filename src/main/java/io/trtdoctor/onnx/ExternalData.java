package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees to it that the files that hold a model's external data are there, whole, and its own. */
final class ExternalData {
  private static final long ABSENT = -1;

  private final Path model;
  private final Path folder;
  private final Map<String, Long> sizes = new HashMap<>();

  private ExternalData(Path model) {
    this.model = model;
    this.folder = Optional.ofNullable(model.toAbsolutePath().getParent()).orElse(Path.of("/"));
  }

  /**
   * Checks every tensor whose data lies outside the model's file.
   *
   * @throws BadInputException if a file is missing, too short or outside the model's folder
   */
  static void check(Path file, ModelProto model) {
    ExternalData data = new ExternalData(file);
    data.graph(model.getGraph());
    for (FunctionProto function : model.getFunctionsList()) {
      data.nodes(function.getNodeList());
      function.getAttributeProtoList().forEach(data::attribute);
    }
  }

  /**
   * The tensor with its data in itself, wherever it was; the data is read when it is needed.
   *
   * @param file the model, checked already
   * @throws BadInputException if the data cannot be read or is larger than 2 GiB
   */
  static TensorProto inline(Path file, TensorProto tensor) {
    if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return tensor;
    }
    return tensor.toBuilder()
        .clearExternalData()
        .clearDataLocation()
        .setRawData(new ExternalData(file).mapped(tensor))
        .build();
  }

  private ByteString mapped(TensorProto tensor) {
    Path data = resolve(tensor, entry(tensor, "location").orElse(""));
    long offset = number(tensor, "offset");
    try (FileChannel channel = FileChannel.open(data, StandardOpenOption.READ)) {
      long length =
          entry(tensor, "length").isPresent() ? number(tensor, "length") : channel.size() - offset;
      return UnsafeByteOperations.unsafeWrap(
          channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
    } catch (IOException e) {
      throw bad("onnx.external-missing", tensor, data);
    }
  }

  private void graph(GraphProto graph) {
    graph.getInitializerList().forEach(this::tensor);
    graph.getSparseInitializerList().forEach(this::sparse);
    nodes(graph.getNodeList());
  }

  private void nodes(List<NodeProto> nodes) {
    nodes.forEach(node -> node.getAttributeList().forEach(this::attribute));
  }

  private void attribute(AttributeProto attribute) {
    if (attribute.hasT()) {
      tensor(attribute.getT());
    }
    if (attribute.hasG()) {
      graph(attribute.getG());
    }
    if (attribute.hasSparseTensor()) {
      sparse(attribute.getSparseTensor());
    }
    attribute.getTensorsList().forEach(this::tensor);
    attribute.getGraphsList().forEach(this::graph);
    attribute.getSparseTensorsList().forEach(this::sparse);
  }

  private void sparse(SparseTensorProto sparse) {
    tensor(sparse.getValues());
    tensor(sparse.getIndices());
  }

  private void tensor(TensorProto tensor) {
    if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return;
    }
    String location = entry(tensor, "location").orElse("");
    Path file = resolve(tensor, location);
    long size = sizes.computeIfAbsent(location, ignored -> size(file));
    if (size == ABSENT) {
      throw bad("onnx.external-missing", tensor, file);
    }
    long offset = number(tensor, "offset");
    long length = number(tensor, "length");
    if (offset > size || length > size - offset) {
      throw bad("onnx.external-short", tensor, file, size, saturatedSum(offset, length));
    }
  }

  private Path resolve(TensorProto tensor, String location) {
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw bad("onnx.external-outside", tensor, location);
    }
    Path file = folder.resolve(relative).normalize();
    if (location.isEmpty()) {
      throw bad("onnx.external-nowhere", tensor);
    }
    if (relative.isAbsolute() || !file.startsWith(folder.normalize())) {
      throw bad("onnx.external-outside", tensor, location);
    }
    return file;
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : ABSENT;
    } catch (IOException e) {
      return ABSENT;
    }
  }

  private long number(TensorProto tensor, String key) {
    String text = entry(tensor, key).orElse("0");
    try {
      long value = Long.parseLong(text.strip());
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the message below
    }
    throw bad("onnx.external-number", tensor, key, text);
  }

  private static Optional<String> entry(TensorProto tensor, String key) {
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst();
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private BadInputException bad(String key, TensorProto tensor, Object... more) {
    Object[] args = new Object[more.length + 2];
    args[0] = model;
    args[1] = tensor.getName();
    System.arraycopy(more, 0, args, 2, more.length);
    return new BadInputException(Message.of(key, args));
  }
}
