package io.trtdoctor.console;

/** How far something has come. */
public interface Progress extends AutoCloseable {
  /** Shows nothing: what a pipe gets. */
  Progress SILENT =
      new Progress() {
        @Override
        public void at(long step) {}

        @Override
        public void close() {}
      };

  /** So many steps are done, from 0. */
  void at(long step);

  /** It is over; what was shown is wiped away. */
  @Override
  void close();
}
