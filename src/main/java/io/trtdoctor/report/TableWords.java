package io.trtdoctor.report;

import io.trtdoctor.model.Tensor;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The words that cells of a case's tables hold beside names and numbers. The files have them in
 * English in every language, so that programs find them; a page puts others in their place.
 */
public final class TableWords {
  private static final Texts ENGLISH = Texts.in(Language.EN);
  private static final List<String> OTHERS =
      List.of("yes", "no", "named-by", "part-of", "no-scale-for", "onnx-node");

  private TableWords() {}

  static String yesOrNo(boolean value) {
    return of(value ? "yes" : "no");
  }

  static String kind(Tensor.Kind kind) {
    return of(tag(kind));
  }

  /** A word, or a pattern that ends with a name, by its key below {@code report.cell}. */
  static String of(String key, Object... names) {
    return ENGLISH.text("report.cell." + key, names);
  }

  /** All of them, a line each: as the files have it, a tab, as it is said in a language. */
  public static List<String> in(Texts texts) {
    return Stream.concat(Arrays.stream(Tensor.Kind.values()).map(TableWords::tag), OTHERS.stream())
        .map(key -> "report.cell." + key)
        .map(key -> ENGLISH.pattern(key).orElseThrow() + "\t" + texts.pattern(key).orElseThrow())
        .toList();
  }

  private static String tag(Tensor.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
