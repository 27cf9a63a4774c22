package io.trtdoctor.worker.client;

import io.trtdoctor.worker.protocol.Frame;

/** What comes from a child. */
sealed interface ChildEvent {
  /** A frame. */
  record Received(Frame frame) implements ChildEvent {}

  /** The channel is closed: the child has ended, or is about to. */
  record Closed() implements ChildEvent {}

  /** It sent something that is no frame. */
  record Rubbish(String why) implements ChildEvent {}
}
