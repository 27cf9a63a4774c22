package io.trtdoctor.escape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void controlCharactersBecomeVisible() {
    assertThat(Printable.of("a\u001b[31mb\u0000c\u007fd")).isEqualTo("a␛[31mb␀c␡d");
  }

  @Test
  void textDirectionControlsBecomeVisible() {
    assertThat(Printable.of("a\u202Eb\u2066c")).isEqualTo("a<U+202E>b<U+2066>c");
  }

  @Test
  void loneSurrogatesBecomeVisible() {
    assertThat(Printable.of("a\uD800b")).isEqualTo("a<U+D800>b");
  }

  @Test
  void lineBreaksAndTabsStayUnlessOneLineIsWanted() {
    assertThat(Printable.of("a\n\tb")).isEqualTo("a\n\tb");
    assertThat(Printable.line("a\r\n\tb")).isEqualTo("a  b");
  }

  @Test
  void aLongNameKeepsBothEnds() {
    String name = "/stages/stages.2/blocks/blocks.1/context_module/main/Concat_output_0";

    String shortened = Printable.shortened(name, 30);

    assertThat(shortened).hasSize(30).startsWith("/stages").contains("…").endsWith("output_0");
  }

  @Test
  void aShortNameStaysWhole() {
    assertThat(Printable.shortened("/conv0", 6)).isEqualTo("/conv0");
  }

  @Test
  void noCharacterIsCutInHalf() {
    assertThat(Printable.cut("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(Printable.shortened("😀😀😀😀😀😀", 6).codePoints())
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }
}
