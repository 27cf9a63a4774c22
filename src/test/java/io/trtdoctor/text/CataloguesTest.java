package io.trtdoctor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CataloguesTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/trtdoctor/text");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  static Stream<String> catalogues() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*_en.properties")) {
      files.forEach(file -> names.add(file.getFileName().toString().replace("_en.properties", "")));
    }
    return names.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void bothLanguagesHaveTheSameKeys(String catalogue) throws IOException {
    assertThat(load(catalogue, "zh").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(load(catalogue, "en").stringPropertyNames());
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void bothLanguagesUseTheSamePlaceholders(String catalogue) throws IOException {
    Properties english = load(catalogue, "en");
    Properties chinese = load(catalogue, "zh");
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(chinese.getProperty(key, "")))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void keysBelongToTheirCatalogueAndNoneStandsTwice(String catalogue) throws IOException {
    for (String language : List.of("en", "zh")) {
      Path file = file(catalogue, language);
      List<String> keys =
          Files.readAllLines(file).stream()
              .filter(line -> line.matches("[a-z][A-Za-z0-9.-]*\\s*=.*"))
              .map(line -> line.substring(0, line.indexOf('=')).strip())
              .toList();
      assertThat(keys).as(file.toString()).doesNotHaveDuplicates();
      assertThat(keys).allMatch(key -> key.startsWith(catalogue + "."));
    }
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void chineseIsWrittenInChinese(String catalogue) throws IOException {
    Properties chinese = load(catalogue, "zh");
    long withHan = chinese.values().stream().filter(v -> HAN.matcher((String) v).find()).count();
    assertThat(withHan * 10).isGreaterThanOrEqualTo(chinese.size() * 8L);
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(r -> r.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path file(String catalogue, String language) {
    return FOLDER.resolve(catalogue + "_" + language + ".properties");
  }

  private static Properties load(String catalogue, String language) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file(catalogue, language))) {
      properties.load(in);
    }
    return properties;
  }
}
