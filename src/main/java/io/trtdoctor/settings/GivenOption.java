package io.trtdoctor.settings;

/**
 * An option as somebody gave it.
 *
 * @param name with its dashes, as in {@code --layerPrecisions}
 * @param value empty for a switch
 */
public record GivenOption(String name, String value) {
  public static GivenOption flag(String name) {
    return new GivenOption(name, "");
  }

  @Override
  public String toString() {
    return value.isEmpty() ? name : name + "=" + value;
  }
}
