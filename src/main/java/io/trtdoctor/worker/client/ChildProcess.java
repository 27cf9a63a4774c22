package io.trtdoctor.worker.client;

import io.trtdoctor.probe.Death;
import io.trtdoctor.worker.protocol.Connection;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.FrameType;
import io.trtdoctor.worker.protocol.Hello;
import io.trtdoctor.worker.protocol.ProtocolException;
import io.trtdoctor.worker.protocol.Request;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A running child: its process, its socket and what it has sent.
 *
 * <p>What it sends is taken from a queue of limited length, so a child that floods waits for us.
 */
final class ChildProcess implements AutoCloseable {
  private static final int QUEUE = 10_000;
  private static final Duration DYING = Duration.ofSeconds(10);

  private final Process process;
  private final ServerSocketChannel server;
  private final Path socketFolder;
  private final ChildFiles files;
  private final Optional<Integer> device;
  private final Runnable started;
  private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>(QUEUE);
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile boolean starting = true;
  private volatile boolean killed;

  private ChildProcess(
      Process process,
      ServerSocketChannel server,
      Path socketFolder,
      ChildFiles files,
      Optional<Integer> device,
      Runnable started) {
    this.process = process;
    this.server = server;
    this.socketFolder = socketFolder;
    this.files = files;
    this.device = device;
    this.started = started;
  }

  /**
   * Starts a child; it connects later.
   *
   * @param started called once the child is ready or dead, on a thread of its own
   */
  static ChildProcess start(ChildSettings settings, Optional<Integer> device, Runnable started)
      throws IOException {
    Files.createDirectories(settings.workFolder());
    Path folder = Files.createTempDirectory(settings.workFolder().toAbsolutePath(), "child-");
    // A socket's path may have about 100 bytes, so it does not lie in the work folder.
    Path socketFolder = Files.createTempDirectory("trtd");
    Path socket = socketFolder.resolve("s");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process = new ChildCommand(settings, folder).start(socket, device);
      ChildProcess child =
          new ChildProcess(process, server, socketFolder, new ChildFiles(folder), device, started);
      child.listen();
      return child;
    } catch (IOException e) {
      server.close();
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socketFolder);
      throw e;
    }
  }

  private void listen() {
    Thread reader = new Thread(this::read, "child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    // A child that dies before it connects would leave the reader waiting for ever.
    var unused =
        process
            .onExit()
            .thenRun(
                () -> {
                  stopAccepting();
                  hasStarted();
                });
  }

  private void hasStarted() {
    starting = false;
    started.run();
  }

  private void stopAccepting() {
    try {
      server.close();
      Files.deleteIfExists(socketFolder.resolve("s"));
      Files.deleteIfExists(socketFolder);
    } catch (IOException e) {
      // A stray socket file in the temporary folder does no harm.
    }
  }

  private void read() {
    try {
      try (SocketChannel channel = server.accept()) {
        stopAccepting();
        Connection accepted = new Connection(channel, channel);
        connection = Optional.of(accepted);
        readFrames(accepted);
      } catch (ProtocolException e) {
        put(new ChildEvent.Rubbish(String.valueOf(e.getMessage())));
      } catch (IOException e) {
        put(new ChildEvent.Closed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readFrames(Connection accepted) throws IOException, InterruptedException {
    Optional<Frame> hello = accepted.receive();
    if (hello.isPresent()) {
      Hello.read(hello.get());
    }
    for (Optional<Frame> frame = accepted.receive();
        frame.isPresent();
        frame = accepted.receive()) {
      if (frame.get().type() == FrameType.READY) {
        hasStarted();
      }
      put(new ChildEvent.Received(frame.get()));
    }
    put(new ChildEvent.Closed());
  }

  /** Waits for room in the queue, unless the child is dead and nobody takes from it any more. */
  private void put(ChildEvent event) throws InterruptedException {
    boolean taken = events.offer(event, 1, TimeUnit.SECONDS);
    while (!taken && process.isAlive()) {
      taken = events.offer(event, 1, TimeUnit.SECONDS);
    }
  }

  /** The next thing that comes, empty if nothing does in time. */
  Optional<ChildEvent> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(events.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  void send(Request request) throws IOException {
    Connection open = connection.orElseThrow(() -> new IOException("the child is not connected"));
    request.send(open);
  }

  Optional<Integer> device() {
    return device;
  }

  ChildFiles files() {
    return files;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has neither said that it is ready nor died. */
  boolean isStarting() {
    return starting;
  }

  long pid() {
    return process.pid();
  }

  /** How it died, once it has closed its channel; it is killed if it will not end. */
  Death awaitDeath() throws InterruptedException {
    if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
    return new Death(process.waitFor(), files.signalInCrashReport());
  }

  /** Whether it was we who killed it. */
  boolean wasKilled() {
    return killed;
  }

  /** Kills the process and all it has started, and waits until they are gone. */
  void kill() {
    if (process.isAlive()) {
      killed = true;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    closeQuietly();
  }

  private void closeQuietly() {
    stopAccepting();
    connection.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            // It is gone either way.
          }
        });
  }

  /** Says goodbye and lets it end; its work folder is removed if it holds nothing of note. */
  @Override
  public void close() {
    connection.ifPresent(
        open -> {
          try {
            open.send(FrameType.GOODBYE, new byte[0]);
          } catch (IOException e) {
            // It is gone already.
          }
        });
    kill();
    files.removeIfUnremarkable();
  }
}
