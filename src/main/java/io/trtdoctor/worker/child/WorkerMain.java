package io.trtdoctor.worker.child;

import io.trtdoctor.trt.JavaCppTensorRt;
import io.trtdoctor.worker.protocol.Connection;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the child starts: {@code WorkerMain SOCKET [PLUGIN-LIBRARY...]}. */
public final class WorkerMain {
  private WorkerMain() {}

  /**
   * Connects to the parent and serves it until it says goodbye.
   *
   * @param args the parent's socket, then libraries with plugins
   */
  public static void main(String[] args) throws IOException {
    List<Path> plugins = Arrays.stream(args).skip(1).map(Path::of).toList();
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(args[0]));
    Connection connection = new Connection(channel, channel);
    new RequestLoop(
            connection, listener -> JavaCppTensorRt.open(plugins, listener), WorkerMain::end)
        .run();
    end();
  }

  /** Ends at once: nothing is worth waiting for, and native code may never come back. */
  private static void end() {
    Runtime.getRuntime().halt(0);
  }
}
