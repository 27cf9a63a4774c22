package io.trtdoctor.trt;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A stream of our own; it waits for copies on the default stream, and they wait for it. */
final class CudaStream implements AutoCloseable {
  private final CUstream_st handle = new CUstream_st();

  /**
   * @throws IllegalStateException if CUDA gives none
   */
  CudaStream() {
    Cuda.check(cudart.cudaStreamCreate(handle), "cudaStreamCreate");
  }

  CUstream_st handle() {
    return handle;
  }

  /** Waits until all that was enqueued is done. */
  void synchronize() {
    Cuda.check(cudart.cudaStreamSynchronize(handle), "cudaStreamSynchronize");
  }

  @Override
  public void close() {
    Cuda.ignore(cudart.cudaStreamDestroy(handle));
  }
}
