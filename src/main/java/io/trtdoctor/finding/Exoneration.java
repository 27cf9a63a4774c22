package io.trtdoctor.finding;

import io.trtdoctor.text.Message;

/**
 * Something that is not to blame: without it the build fails in the same way.
 *
 * @param what it is
 * @param probe the number of the probe that fails without it
 */
public record Exoneration(Message what, int probe) {}
