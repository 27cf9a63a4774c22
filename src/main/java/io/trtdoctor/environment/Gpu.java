package io.trtdoctor.environment;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A GPU of this machine.
 *
 * @param computeCapability for example {@code 9.0}
 * @param memoryMebibytes its whole memory
 */
public record Gpu(String name, Optional<String> computeCapability, OptionalLong memoryMebibytes) {}
