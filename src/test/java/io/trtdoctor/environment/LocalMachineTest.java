package io.trtdoctor.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalMachineTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Test
  void aCommandsOutputIsHandedOver() {
    assertThat(Machine.local().output(List.of(JAVA, "--version")).orElseThrow()).isNotBlank();
  }

  @Test
  void aCommandThatIsNotThereGivesNothing() {
    assertThat(Machine.local().output(List.of("no-such-command-at-all"))).isEmpty();
  }

  @Test
  void aCommandThatFailsGivesNothing() {
    assertThat(Machine.local().output(List.of(JAVA, "--no-such-option"))).isEmpty();
  }
}
