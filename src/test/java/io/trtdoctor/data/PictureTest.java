package io.trtdoctor.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.MachineLacksException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PictureTest {
  /** As a headless Java says it on a machine without libjpeg. */
  private static final String MISSING =
      "/opt/jre/lib/libjavajpeg.so: libjpeg.so.62: cannot open shared object file";

  @Test
  void aJavaWhoseDecoderLacksALibrarySaysWhichOne() {
    assertThatThrownBy(
            () ->
                Picture.in(
                    Path.of("photo.jpg"),
                    file -> {
                      throw new UnsatisfiedLinkError(MISSING);
                    }))
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("photo.jpg")
        .hasMessageContaining("libjpeg.so.62")
        .hasMessageContaining(".npy");
  }
}
