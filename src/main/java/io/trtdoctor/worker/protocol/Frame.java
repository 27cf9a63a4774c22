package io.trtdoctor.worker.protocol;

/**
 * One frame; the payload is not copied, so nobody may write into it.
 *
 * @param type what it carries
 * @param payload JSON in UTF-8, or the compact form of {@link LogLineFrame}
 */
@SuppressWarnings("ArrayRecordComponent") // frames are never compared
public record Frame(FrameType type, byte[] payload) {}
