package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.environment.Gpu;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceOptionTest {
  private static final List<Gpu> TWO_AND_ONE = List.of(gpu("H100"), gpu("T4"), gpu("H100"));

  private static Gpu gpu(String name) {
    return new Gpu(name, Optional.empty(), OptionalLong.empty());
  }

  private static List<Integer> devices(List<Gpu> present, String... option) {
    String[] arguments =
        Stream.concat(Stream.of("diagnose", "m.onnx"), Stream.of(option)).toArray(String[]::new);
    return DeviceOption.of(CommandTree.of("diagnose").parse(arguments).subcommand(), present);
  }

  @Test
  void severalAreNamedByNumber() {
    assertThat(devices(TWO_AND_ONE, "--device", "2,0,2")).containsExactly(2, 0);
  }

  @Test
  void withoutTheOptionNoneIsNamed() {
    assertThat(devices(TWO_AND_ONE)).isEmpty();
  }

  @Test
  void allAreAllThatAreThere() {
    assertThat(devices(List.of(gpu("T4"), gpu("T4")), "--device", "all")).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0,", "-1", "0;1", "every", "123456789012"})
  void anythingElseIsAUsageError(String value) {
    assertThatThrownBy(() -> devices(TWO_AND_ONE, "--device", value))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("separated by commas");
  }

  @Test
  void aGpuThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> devices(TWO_AND_ONE, "--device", "0,3"))
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("no GPU 3")
        .hasMessageContaining("0 H100, 1 T4, 2 H100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1", "all"})
  void gpusOfDifferentModelsAreRefused(String value) {
    assertThatThrownBy(() -> devices(TWO_AND_ONE, "--device", value))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("0 H100, 1 T4");
  }
}
