package io.trtdoctor.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files of a case that can be read and put into other words. */
final class TextFiles {
  private static final Set<String> ENDINGS =
      Set.of(
          "html", "md", "json", "jsonl", "csv", "txt", "log", "py", "sh", "cpp", "cache", "sarif",
          "xml", "svg");

  /**
   * Something packed into a page: by gzip, of any length, or a long text that only a program can
   * read.
   */
  private static final Pattern PACKED =
      Pattern.compile("(?:H4sI[A-Za-z0-9+/]{16,}|[A-Za-z0-9+/]{2000,})={0,2}");

  private static final int MOST_BYTES = 1 << 28;

  private TextFiles() {}

  static boolean isText(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.indexOf('.') >= 0 && ENDINGS.contains(ending);
  }

  /**
   * The text in other words, and in a page what is packed into it as well; empty if that cannot be
   * read.
   */
  static Optional<byte[]> reworded(String name, byte[] content, UnaryOperator<String> words) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      String clean = name.endsWith(".html") ? page(text, words) : words.apply(text);
      return Optional.of(clean.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String page(String text, UnaryOperator<String> words) throws IOException {
    Matcher packed = PACKED.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (packed.find()) {
      out.append(words.apply(text.substring(from, packed.start())));
      out.append(repacked(packed.group(), words));
      from = packed.end();
    }
    return out.append(words.apply(text.substring(from))).toString();
  }

  private static String repacked(String packed, UnaryOperator<String> words) throws IOException {
    byte[] inner;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      inner = in.readNBytes(MOST_BYTES);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(inner)).toString();
      gzip.write(words.apply(text).getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
