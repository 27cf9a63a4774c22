package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;

/** How the functions of a model and the tensors inside of them are called. */
final class Functions {
  private Functions() {}

  /** The name with the domain before it. */
  static String name(FunctionProto function) {
    return function.getDomain().isEmpty()
        ? function.getName()
        : function.getDomain() + "::" + function.getName();
  }

  /** What stands before the names of its tensors, which may be named like others outside it. */
  static String scope(FunctionProto function) {
    return name(function) + "/";
  }
}
