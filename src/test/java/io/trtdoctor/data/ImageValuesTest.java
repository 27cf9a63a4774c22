package io.trtdoctor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Preprocessing;
import io.trtdoctor.probe.Preprocessing.Filter;
import io.trtdoctor.probe.Preprocessing.Fit;
import io.trtdoctor.probe.Preprocessing.Layout;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageValuesTest {
  @TempDir private Path folder;

  private static Preprocessing how(String option, long... shape) {
    NetworkInput input =
        new NetworkInput(
            TensorName.of("x"), DataType.FP32, java.util.Arrays.stream(shape).boxed().toList());
    return PreprocessOption.parse(option).forInput(input);
  }

  private Path picture(int width, int height, java.util.function.IntBinaryOperator colour)
      throws IOException {
    return PictureFile.write(
        folder.resolve("p.png"), BufferedImage.TYPE_INT_RGB, width, height, colour);
  }

  @Test
  void torchvisionTakesTheMiddleAndNormalisesEachChannel() throws IOException {
    Path red = picture(300, 200, (x, y) -> 0xff0000);

    float[] values = new ImageValues(how("torchvision", 1, 3, 224, 224)).in(red);

    assertThat(values).hasSize(3 * 224 * 224);
    assertThat(values[0]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-6f));
    assertThat(values[values.length - 1]).isCloseTo(-0.406f / 0.225f, within(1e-6f));
  }

  @Test
  void torchvisionShrinksTheShorterSideTo256For224() {
    assertThat(how("torchvision", 1, 3, 224, 224))
        .satisfies(
            made -> {
              assertThat(made.fit()).isEqualTo(Fit.SHORT_SIDE);
              assertThat(made.shortSide()).isEqualTo(256);
              assertThat(made.filter()).isEqualTo(Filter.BILINEAR);
            });
  }

  @Test
  void yoloPutsGreyBordersAroundAndScalesToOne() throws IOException {
    Path white = picture(8, 4, (x, y) -> 0xffffff);

    float[] values = new ImageValues(how("yolo", 1, 3, 8, 8)).in(white);

    assertThat(values[0]).isCloseTo(114 / 255f, within(1e-6f));
    assertThat(values[2 * 8]).isEqualTo(1);
    assertThat(values[6 * 8]).isCloseTo(114 / 255f, within(1e-6f));
  }

  @Test
  void clipCutsOutTheMiddleOfTheShorterSide() {
    assertThat(how("clip", 1, 3, 224, 224).shortSide()).isEqualTo(224);
    assertThat(how("clip", 1, 3, 224, 224).filter()).isEqualTo(Filter.BICUBIC);
  }

  @Test
  void channelsAndLayoutAreAsAskedFor() throws IOException {
    Path orange = picture(2, 2, (x, y) -> 0xff8000);

    float[] values = new ImageValues(how("divide=1,order=bgr", 1, 2, 2, 3)).in(orange);

    assertThat(how("divide=1", 1, 2, 2, 3).layout()).isEqualTo(Layout.NHWC);
    assertThat(values).startsWith(0, 128, 255, 0, 128, 255);
  }

  @Test
  void greyIsReadAsItIsStored() throws IOException {
    Path grey =
        PictureFile.write(
            folder.resolve("g.png"), BufferedImage.TYPE_BYTE_GRAY, 2, 1, (x, y) -> 100 + x);

    assertThat(new ImageValues(how("divide=1", 1, 1, 1, 2)).in(grey)).containsExactly(100, 101);
  }

  @Test
  void shrinkingMixesAllPixelsAsPillowDoes() throws IOException {
    Path steps = picture(4, 1, (x, y) -> x * 60 * 0x010101);

    float[] values = new ImageValues(how("divide=1,filter=bilinear", 1, 1, 1, 2)).in(steps);

    // weights of the pixels 0, 1 and 2 for the first: 0.75, 0.75 and 0.25 over their sum
    assertThat(values[0]).isCloseTo((0.75f * 60 + 0.25f * 120) / 1.75f, within(1e-4f));
  }

  @Test
  void linearTakesTwoPixelsWhateverTheSizeAsOpencvDoes() throws IOException {
    Path steps = picture(8, 1, (x, y) -> x * 30 * 0x010101);

    float[] values = new ImageValues(how("divide=1,filter=linear", 1, 1, 1, 2)).in(steps);

    assertThat(values).containsExactly(new float[] {45, 165}, within(1e-4f));
  }

  @Test
  void anImageOfTheSizeIsNotTouched() throws IOException {
    Path noise = picture(5, 3, (x, y) -> (x * 77 + y * 31) % 256 * 0x010101);

    float[] resized = new ImageValues(how("divide=1,filter=bicubic", 1, 3, 3, 5)).in(noise);

    assertThat(resized).startsWith(0, 77, 154, 231);
  }

  @Test
  void aFileThatIsNoImageIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("cat.jpg"), "no image");

    assertThatThrownBy(() -> new ImageValues(how("yolo", 1, 3, 8, 8)).in(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cat.jpg");
  }

  @Test
  void anImageThatIsTooSmallToBeCutIsRefused() throws IOException {
    Path small = picture(4, 4, (x, y) -> 0);

    assertThatThrownBy(() -> new ImageValues(how("resize=none", 1, 3, 8, 8)).in(small))
        .hasMessageContaining("4x4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"imagenet", "yolo,size=3", "resize=short:x", "mean=1:2", "std=0", "divide=zero"})
  void whatMakesNoSenseIsAUsageError(String option) {
    assertThatThrownBy(() -> how(option, 1, 3, 8, 8)).isInstanceOf(UsageException.class);
  }

  @Test
  void anInputThatIsNoImageTakesNone() {
    assertThatThrownBy(() -> how("yolo", 1, 128)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> how("yolo", 1, 2, 8, 8)).isInstanceOf(UsageException.class);
  }
}
