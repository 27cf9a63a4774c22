package io.trtdoctor.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The values of one tensor, in memory order (the last dimension runs fastest).
 *
 * @param shape the dimensions, none of them open
 * @param bytes the elements, little-endian; a direct buffer, since native code reads it
 */
public record TensorValues(DataType type, List<Long> shape, ByteBuffer bytes) {
  public TensorValues {
    shape = List.copyOf(shape);
    bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many elements there are. */
  public long count() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
