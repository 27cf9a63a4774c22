package io.trtdoctor.graph;

import java.util.Optional;

/**
 * What TensorRT calls the outputs of the layers that its ONNX parser adds, in the order in which it
 * adds them.
 */
interface ParserNames {
  /**
   * A layer is added.
   *
   * @param type as TensorRT writes it in the name of an unnamed layer, for example {@code Shuffle}
   * @param name what the parser calls the layer
   * @return the name of its output, if it does not get that of an ONNX tensor; empty if not known
   */
  Optional<String> layer(String type, String name);

  /** Layers are added that the parser gives no name, and whose outputs have no scales. */
  void unnamed(int count);

  /**
   * A layer is added that the parser gives no name.
   *
   * @return the name of its output; empty if not known
   */
  Optional<String> unnamed(String type);

  /** The layers that hold or compute the widths of a padding come before it. */
  void widths(boolean areConstant, String name);

  /**
   * The layers that compute where a slice begins and ends.
   *
   * @param count in 8.6
   * @param step of the slice; empty if not known
   */
  void bounds(int count, Optional<Long> step);

  /** The parser takes a name for values of its own. */
  void ownValues(int count);

  /** Whether names that count cannot be told any more. */
  boolean isLost();

  /** All layers of a node are added. */
  void made(String kind);

  /** The parser takes a name for a layer that does not stay in the network. */
  void passing(String name);

  /**
   * Whether it is known what the parser makes of a node.
   *
   * @param kind the operator, or what {@link ParserRules} tells apart
   */
  boolean isKnown(String kind);

  /** It is not known how many layers come next. */
  void lose();

  /** Whether a constant without dimensions has a scale. */
  boolean scalarsHaveScales();
}
