package io.trtdoctor.data;

import io.trtdoctor.model.DataType;
import java.util.List;
import java.util.Optional;

/**
 * Type and shape that a file says its values have.
 *
 * @param file its name, with the array's where it holds several
 * @param type empty where the file does not say
 * @param shape empty where the file does not say
 */
public record DeclaredArray(
    String file, NetworkInput input, Optional<DataType> type, Optional<List<Long>> shape) {
  public DeclaredArray {
    shape = shape.map(List::copyOf);
  }

  /** Whether the channels come last in the file and first for the network. */
  public boolean isChannelsLast() {
    List<Long> item = item(input.shape());
    return shape
        .map(there -> tail(there, item.size()))
        .filter(there -> item.size() == 3 && !there.equals(item))
        .filter(there -> there.equals(List.of(item.get(1), item.get(2), item.get(0))))
        .isPresent();
  }

  /** Whether the dimensions are others than the input's, but for the number of items and ones. */
  public boolean isOfAnotherShape() {
    List<Long> item = withoutOnes(item(input.shape()));
    return shape
        .map(DeclaredArray::withoutOnes)
        .filter(there -> !input.isOpen() && there.size() > 1)
        .filter(there -> !tail(there, item.size()).equals(item))
        .isPresent();
  }

  /** Whether no whole number of the input's items can be cut out of it. */
  public boolean isIndivisible() {
    if (input.isOpen()) {
      return shape.filter(there -> !OpenShape.fits(there, input.shape())).isPresent();
    }
    return shape.filter(there -> count(there) % count(item(input.shape())) != 0).isPresent();
  }

  /** Whether a calibrator that copies bytes hands over nonsense. */
  public boolean isOfAnotherType() {
    return type.filter(there -> there != input.type()).isPresent();
  }

  private static long count(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  private static List<Long> item(List<Long> shape) {
    return shape.size() < 2 ? shape : shape.subList(1, shape.size());
  }

  private static List<Long> tail(List<Long> shape, int count) {
    return shape.subList(Math.max(0, shape.size() - count), shape.size());
  }

  private static List<Long> withoutOnes(List<Long> shape) {
    return shape.stream().filter(dimension -> dimension != 1).toList();
  }
}
