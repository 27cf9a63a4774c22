/** Reads, cuts and writes ONNX; the only importer of the protobuf classes. */
package io.trtdoctor.onnx;
