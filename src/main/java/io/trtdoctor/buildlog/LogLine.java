package io.trtdoctor.buildlog;

/**
 * A message in a log.
 *
 * @param number the number of its first line, from 1
 * @param severity as printed
 * @param raw the line as found, without its line break, colours removed
 * @param message what TensorRT said, the logger's prefix removed; further lines of the message
 *     follow after {@code \n}
 */
public record LogLine(long number, LogSeverity severity, String raw, String message) {}
