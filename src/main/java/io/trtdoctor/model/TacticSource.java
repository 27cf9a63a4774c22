package io.trtdoctor.model;

import java.util.Locale;

/** A library that TensorRT may take kernels from; named as in {@code TacticSource}. */
public enum TacticSource {
  CUBLAS,
  CUBLAS_LT,
  CUDNN,
  EDGE_MASK_CONVOLUTIONS,
  JIT_CONVOLUTIONS;

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
