package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.Preprocessing;
import io.trtdoctor.probe.Preprocessing.Channels;
import io.trtdoctor.probe.Preprocessing.Fit;
import io.trtdoctor.probe.Preprocessing.Layout;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Path;

/** Makes values for an input out of an image. */
final class ImageValues {
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  private final Preprocessing how;

  ImageValues(Preprocessing how) {
    this.how = how;
  }

  /**
   * The values of one item, in memory order.
   *
   * @throws BadInputException if it is no image, or too small where it is not resized
   */
  float[] in(Path file) throws IOException {
    Picture picture = resized(Picture.in(file));
    if (how.fit() != Fit.LETTERBOX
        && (picture.width() < how.width() || picture.height() < how.height())) {
      throw new BadInputException(
          Message.of(
              "data.image-too-small",
              file.toString(),
              picture.width() + "x" + picture.height(),
              how.width() + "x" + how.height()));
    }
    return values(picture);
  }

  private Picture resized(Picture picture) {
    Resampling resampling = new Resampling(how.filter());
    return switch (how.fit()) {
      case NONE -> picture;
      case STRETCH -> resampling.resized(picture, how.width(), how.height());
      case SHORT_SIDE -> {
        int least = Math.min(picture.width(), picture.height());
        yield resampling.resized(
            picture,
            (int) ((long) how.shortSide() * picture.width() / least),
            (int) ((long) how.shortSide() * picture.height() / least));
      }
      case LETTERBOX -> {
        double ratio =
            Math.min(
                (double) how.width() / picture.width(), (double) how.height() / picture.height());
        yield resampling.resized(
            picture,
            Math.max(1, (int) Math.rint(picture.width() * ratio)),
            Math.max(1, (int) Math.rint(picture.height() * ratio)));
      }
    };
  }

  private float[] values(Picture picture) {
    int left = start(picture.width() - how.width());
    int top = start(picture.height() - how.height());
    int channels = how.channels().count();
    int pixels = how.width() * how.height();
    float[] out = new float[channels * pixels];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels; i++) {
        float level = level(picture, left + i % how.width(), top + i / how.width(), c);
        int place = how.layout() == Layout.NCHW ? c * pixels + i : i * channels + c;
        out[place] = (float) ((level / how.divisor() - how.mean().get(c)) / how.std().get(c));
      }
    }
    return out;
  }

  /** Where the input begins in the picture; before its edge where there is a border. */
  private static int start(int surplus) {
    return surplus < 0 ? -(-surplus / 2) : (int) Math.rint(surplus / 2.0);
  }

  private float level(Picture picture, int x, int y, int channel) {
    if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) {
      return (float) how.pad();
    }
    int at = y * picture.width() + x;
    if (how.channels() == Channels.GRAY) {
      return LUMA[0] * picture.planes()[0][at]
          + LUMA[1] * picture.planes()[1][at]
          + LUMA[2] * picture.planes()[2][at];
    }
    return picture.planes()[how.channels() == Channels.BGR ? 2 - channel : channel][at];
  }
}
