package io.trtdoctor.model;

import java.util.Locale;

/**
 * A flag of TensorRT's builder configuration that matters here; named as in {@code BuilderFlag}.
 */
public enum BuilderFlag {
  INT8,
  FP16,
  BF16,
  FP8,
  STRICT_TYPES,
  PREFER_PRECISION_CONSTRAINTS,
  OBEY_PRECISION_CONSTRAINTS,
  STRONGLY_TYPED,
  GPU_FALLBACK;

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
