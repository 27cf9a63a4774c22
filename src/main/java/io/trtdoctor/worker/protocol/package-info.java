/**
 * What parent and child say to each other: frames over a channel of its own, since native code
 * prints to stdout.
 *
 * <p>The child connects, says {@link io.trtdoctor.worker.protocol.Hello}, creates its builder and
 * says {@link io.trtdoctor.worker.protocol.Ready}. From then on each {@link
 * io.trtdoctor.worker.protocol.Request} gets one {@link io.trtdoctor.worker.protocol.Answer}; log
 * messages, phases and calibrator calls are sent as they come.
 */
package io.trtdoctor.worker.protocol;
