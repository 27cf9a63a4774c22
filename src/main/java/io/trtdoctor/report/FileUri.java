package io.trtdoctor.report;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A file's name as a URI reference, whatever characters it has. */
record FileUri(String text, boolean isAbsolute) {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*", Pattern.DOTALL);
  private static final String PLAIN = "-._~/";

  /** Knows absolute paths of POSIX and of Windows. */
  static FileUri of(String name) {
    if (DRIVE.matcher(name).matches()) {
      String path = name.substring(2).replace('\\', '/');
      return new FileUri("file:///" + name.charAt(0) + ":" + encoded(path), true);
    }
    return name.startsWith("/")
        ? new FileUri("file:///" + encoded(name.replaceFirst("^/+", "")), true)
        : new FileUri(encoded(name), false);
  }

  private static String encoded(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }
}
