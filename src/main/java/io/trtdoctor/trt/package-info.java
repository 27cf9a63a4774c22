/**
 * TensorRT through JavaCPP: the only importer of {@code org.bytedeco}. {@link
 * io.trtdoctor.trt.TensorRt} is what the child's request loop sees of it.
 *
 * <p>One compiled form serves TensorRT 8.6, 10.6 and 10.15: it is compiled against 10.6 and uses
 * what all of them have with the same descriptors; {@link io.trtdoctor.trt.LineBridge} reaches the
 * rest by name.
 */
package io.trtdoctor.trt;
