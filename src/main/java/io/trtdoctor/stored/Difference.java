package io.trtdoctor.stored;

import java.util.Optional;

/**
 * A fact in which two cases differ.
 *
 * @param group what kind of fact: {@code verdict}, {@code environment}, {@code settings} and so on
 * @param name which fact
 * @param first what it is in the first case, empty if it is not there
 * @param second likewise in the second
 */
public record Difference(
    String group, String name, Optional<String> first, Optional<String> second) {}
