package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.Recipe;
import java.util.List;
import java.util.stream.Stream;

/** Names of TensorRT's API, as Python spells them; C++ puts a {@code k} before. */
final class ApiNames {
  private ApiNames() {}

  /**
   * The name of a type that can be asked of a layer.
   *
   * @throws IllegalArgumentException if TensorRT has no such type
   */
  static String of(DataType type) {
    return switch (type) {
      case FP32 -> "FLOAT";
      case FP16 -> "HALF";
      case BF16, FP8, INT4, INT8, INT32, INT64, BOOL, UINT8 -> type.name();
      case FP64, INT16, UINT16, UINT32, UINT64, STRING, COMPLEX, UNKNOWN ->
          throw new IllegalArgumentException("TensorRT has no type " + type.tag());
    };
  }

  /** The recipe's builder flags, those of the constraint mode included. */
  static List<String> flags(Recipe recipe) {
    return Stream.concat(
            recipe.flags().stream().filter(flag -> flag != BuilderFlag.STRONGLY_TYPED),
            mode(recipe.constraintMode()))
        .sorted()
        .map(BuilderFlag::name)
        .toList();
  }

  private static Stream<BuilderFlag> mode(ConstraintMode mode) {
    return switch (mode) {
      case NONE -> Stream.empty();
      case PREFER -> Stream.of(BuilderFlag.PREFER_PRECISION_CONSTRAINTS);
      case OBEY -> Stream.of(BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    };
  }
}
