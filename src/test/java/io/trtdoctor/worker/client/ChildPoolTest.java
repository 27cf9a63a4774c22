package io.trtdoctor.worker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.probe.FileRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildPoolTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path work;
  private Optional<ChildPool> pool = Optional.empty();

  @AfterEach
  void close() {
    pool.ifPresent(ChildPool::close);
  }

  private ChildPool pool(int children, int starting, String... atStart) {
    return pool(List.of(), children, starting, atStart);
  }

  private ChildPool pool(List<Integer> devices, int children, int starting, String... atStart) {
    TensorRtLine line = new TensorRtLine("9.9", List.of(), List.of(), TensorRtLine.thisJava());
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ChildSettings settings =
        ChildSettings.of(line, work).toBuilder()
            .program(classPath, FakeChild.class.getName(), LONG)
            .plugins(List.of(atStart).stream().map(ChildPoolTest::file).toList())
            .devices(devices)
            .mostChildren(children)
            .mostStarting(starting)
            .build();
    pool = Optional.of(new ChildPool(settings));
    return pool.get();
  }

  private static FileRef file(String task) {
    return new FileRef("0".repeat(64), Optional.of(Path.of("/fake", task)));
  }

  @Test
  void aSpareStartsBesideTheChildThatIsTaken() throws Exception {
    ChildPool children = pool(3, 2, "never-ready");
    children.take();

    assertThat(children.size()).isEqualTo(2);
  }

  @Test
  void childrenAreSpreadOverTheGpus() throws Exception {
    ChildPool children = pool(List.of(2, 0), 4, 4, "never-ready");
    List<Integer> devices = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      devices.add(children.take().orElseThrow().process().device().orElseThrow());
    }

    assertThat(devices).containsExactlyInAnyOrder(2, 2, 0, 0);
  }

  @Test
  void noMoreStartAtOnceThanMay() throws Exception {
    ChildPool children = pool(3, 1, "never-ready");
    children.take();

    assertThat(children.size()).isEqualTo(1);
  }

  @Test
  void whoeverWaitsGetsAChildOnceAnotherHasStarted() throws Exception {
    ChildPool children = pool(2, 1);
    Child first = children.take().orElseThrow();
    CompletableFuture<Optional<Child>> waiting =
        CompletableFuture.supplyAsync(() -> taken(children));

    assertThat(first.awaitReady(LONG)).isEmpty();
    assertThat(waiting.get()).isPresent().get().isNotSameAs(first);
  }

  private static Optional<Child> taken(ChildPool children) {
    try {
      return children.take();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aChildThatDiesAtItsStartLeavesItsPlace() throws Exception {
    ChildPool children = pool(2, 1, "exit-at-start");
    Child first = children.take().orElseThrow();

    assertThat(first.awaitReady(LONG)).isPresent();
    assertThat(children.take()).isPresent().get().isNotSameAs(first);
  }
}
