package io.trtdoctor.finding;

/**
 * A place that shows something: a line of a log, an entry of a cache, a part of the model.
 *
 * @param file the name of the input as the user gave it, or the option for a setting
 * @param line from 1, or 0 where the file has no lines
 * @param text the line or the part itself, as found
 */
public record Evidence(String file, long line, String text) {}
