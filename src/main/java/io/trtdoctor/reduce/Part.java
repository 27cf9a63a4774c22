package io.trtdoctor.reduce;

import java.util.HashSet;
import java.util.Set;

/**
 * A part of a network.
 *
 * @param layers the layers it consists of, by index
 * @param bypassed layers of which it keeps the wire alone: whoever reads their output reads their
 *     input
 */
record Part(Set<Integer> layers, Set<Integer> bypassed) {
  Part {
    layers = Set.copyOf(layers);
    bypassed = Set.copyOf(bypassed);
  }

  Part only(Set<Integer> some) {
    return new Part(some, bypassed);
  }

  Part bypassing(int layer) {
    Set<Integer> left = new HashSet<>(layers);
    left.remove(layer);
    Set<Integer> wires = new HashSet<>(bypassed);
    wires.add(layer);
    return new Part(left, wires);
  }
}
