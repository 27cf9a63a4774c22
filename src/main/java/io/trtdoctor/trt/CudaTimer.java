package io.trtdoctor.trt;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.global.cudart;

/** Times what is enqueued on a stream, by the GPU's own clock. */
final class CudaTimer implements AutoCloseable {
  private final CudaStream stream;
  private final CUevent_st before = new CUevent_st();
  private final CUevent_st after = new CUevent_st();

  CudaTimer(CudaStream stream) {
    this.stream = stream;
    Cuda.check(cudart.cudaEventCreate(before), "cudaEventCreate");
    Cuda.check(cudart.cudaEventCreate(after), "cudaEventCreate");
  }

  /** The milliseconds that the GPU takes for what is enqueued by the task. */
  double time(Runnable task) {
    Cuda.check(cudart.cudaEventRecord(before, stream.handle()), "cudaEventRecord");
    task.run();
    Cuda.check(cudart.cudaEventRecord(after, stream.handle()), "cudaEventRecord");
    Cuda.check(cudart.cudaEventSynchronize(after), "cudaEventSynchronize");
    float[] milliseconds = new float[1];
    Cuda.check(cudart.cudaEventElapsedTime(milliseconds, before, after), "cudaEventElapsedTime");
    return milliseconds[0];
  }

  @Override
  public void close() {
    Cuda.ignore(cudart.cudaEventDestroy(before));
    Cuda.ignore(cudart.cudaEventDestroy(after));
  }
}
