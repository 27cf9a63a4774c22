package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** An image as planes of values from 0 to 255, row by row: red, green and blue. */
final class Picture {
  /** Reads an image file; null if it knows no such format. */
  interface Decoder {
    BufferedImage read(File file) throws IOException;
  }

  private static final int COLOURS = 3;
  private static final int LEVELS = 255;

  private final int width;
  private final int height;
  private final float[][] planes;

  Picture(int width, int height, float[][] planes) {
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  float[][] planes() {
    return planes;
  }

  /**
   * The image in a file, as it is stored: an orientation in its metadata and a colour profile are
   * passed over, and so is transparency.
   *
   * @throws BadInputException if it is no image that Java reads
   * @throws MachineLacksException if this Java has no decoder that works
   */
  static Picture in(Path file) throws IOException {
    return in(file, ImageIO::read);
  }

  static Picture in(Path file, Decoder decoder) throws IOException {
    try {
      return Optional.ofNullable(decoder.read(file.toFile()))
          .map(Picture::of)
          .orElseThrow(() -> new BadInputException(Message.of("data.no-image", file.toString())));
    } catch (javax.imageio.IIOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadInputException(Message.of("data.no-image", file.toString()), e);
    } catch (LinkageError e) {
      throw new MachineLacksException(
          Message.of("data.no-decoder", file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  private static Picture of(BufferedImage image) {
    float[][] planes = new float[COLOURS][image.getWidth() * image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      if (image.getColorModel() instanceof IndexColorModel) {
        ofPalette(image, y, planes);
      } else {
        ofBands(image, y, planes);
      }
    }
    return new Picture(image.getWidth(), image.getHeight(), planes);
  }

  private static void ofPalette(BufferedImage image, int y, float[][] planes) {
    int[] row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
    for (int x = 0; x < row.length; x++) {
      for (int c = 0; c < COLOURS; c++) {
        planes[c][y * row.length + x] = (row[x] >> (16 - 8 * c)) & LEVELS;
      }
    }
  }

  /** The bands themselves: Java takes grey for linear and would brighten it. */
  private static void ofBands(BufferedImage image, int y, float[][] planes) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    for (int c = 0; c < COLOURS; c++) {
      int band = raster.getNumBands() >= COLOURS ? c : 0;
      float most = (1L << image.getSampleModel().getSampleSize(band)) - 1;
      int[] row =
          raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, new int[width]);
      for (int x = 0; x < width; x++) {
        planes[c][y * width + x] = row[x] * LEVELS / most;
      }
    }
  }
}
