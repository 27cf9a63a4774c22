package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Message;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads an ONNX model as a {@link Network}.
 *
 * <p>The file is mapped into memory and its weights are passed over, so that a model with gigabytes
 * of weights takes no more heap than one without. Any IR and opset version is read; what is not
 * known here is left alone.
 */
public final class OnnxReader {
  private OnnxReader() {}

  /**
   * Reads a model; one compressed with gzip is unpacked to a temporary file first.
   *
   * @throws BadInputException if there is no such file, if it is no ONNX model or damaged, or if a
   *     file with external data is missing
   * @throws io.trtdoctor.error.MachineLacksException if there is no room for the unpacked file
   */
  public static Network read(Path file) {
    try (ModelFile model = ModelFile.open(file)) {
      return network(file, model.bytes());
    }
  }

  /** Reads a model that is in memory, and says what is wrong with it. */
  static Network network(Path file, ByteBuffer bytes) {
    ModelProto model = parse(file, bytes);
    if (!model.hasGraph()) {
      throw FileKind.notAModel(file, bytes, Message.of("onnx.no-graph", file));
    }
    ExternalData.check(file, model);
    return NetworkAssembler.assemble(model);
  }

  private static ModelProto parse(Path file, ByteBuffer bytes) {
    try {
      return ModelProto.parseFrom(WeightStripper.strip(bytes));
    } catch (WireFormatException e) {
      Message fault =
          switch (e.fault()) {
            case CUT_OFF -> Message.of("onnx.cut-off", file, bytes.limit(), e.needed());
            case DAMAGED -> Message.of("onnx.damaged", file, e.position());
            case TOO_DEEP -> Message.of("onnx.too-deep", file);
          };
      throw FileKind.notAModel(file, bytes, fault);
    } catch (InvalidProtocolBufferException e) {
      throw FileKind.notAModel(file, bytes, Message.of("onnx.unparsable", file, e.getMessage()));
    }
  }
}
