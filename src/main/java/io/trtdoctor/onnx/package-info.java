/** Reads ONNX without its weights; the only importer of the protobuf classes. */
package io.trtdoctor.onnx;
