package io.trtdoctor.probe;

import io.trtdoctor.buildlog.LogSeverity;

/**
 * A message of TensorRT's ILogger.
 *
 * @param seconds when, from the start of the probe; 0 for what this child logged before it
 * @param severity as given
 * @param text as given; may hold line breaks
 */
public record LogMessage(double seconds, LogSeverity severity, String text) {}
