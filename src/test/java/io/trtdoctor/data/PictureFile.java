package io.trtdoctor.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Makes PNG files. */
final class PictureFile {
  private PictureFile() {}

  /**
   * A picture.
   *
   * @param type as {@link BufferedImage} has it
   * @param colour red, green and blue of a place, or a grey level where the type is grey
   */
  static Path write(Path file, int type, int width, int height, IntBinaryOperator colour)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          image.getRaster().setSample(x, y, 0, colour.applyAsInt(x, y));
        } else {
          image.setRGB(x, y, colour.applyAsInt(x, y));
        }
      }
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
