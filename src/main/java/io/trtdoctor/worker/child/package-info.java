/**
 * The child process: one builder of TensorRT, kept for many probes. It starts at {@link
 * io.trtdoctor.worker.child.WorkerMain}.
 */
package io.trtdoctor.worker.child;
