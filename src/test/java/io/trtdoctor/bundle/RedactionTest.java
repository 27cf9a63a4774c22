package io.trtdoctor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static Redaction of(String... words) {
    return Redaction.of(
        List.of(words),
        Optional.of(new Redaction.Identity(Set.of("alice", "root"), Set.of("gpu07"))));
  }

  @ParameterizedTest
  @CsvSource({
    "/home/bob/net.onnx,/home/USER/net.onnx",
    "C:\\Users\\bob\\net.onnx,C:\\Users\\USER\\net.onnx",
    "alice built it on gpu07.,USER built it on HOST.",
    "malice and gpu077,malice and gpu077",
    "root of the tree,root of the tree",
    "bob@node-3:~$ trtexec,USER@HOST:~$ trtexec",
    "/acmenet/conv_acme,/REDACTED1net/conv_REDACTED1"
  })
  void namesAndWordsAreTakenOutWhereTheyStand(String text, String clean) {
    assertThat(of("acme").apply(text)).isEqualTo(clean);
  }

  @Test
  void namesStayIfThatIsAskedForAndWordsGoAllTheSame() {
    assertThat(Redaction.of(List.of("acme"), Optional.empty()).apply("/home/alice/acme on gpu07"))
        .isEqualTo("/home/alice/REDACTED1 on gpu07");
  }

  @Test
  void aWordThatStoodNowhereIsTold() {
    Redaction redaction = of("acme", "typo");

    redaction.apply("acme");

    assertThat(redaction.notFound()).containsExactly("typo");
  }

  @Test
  void aWordOfTwoLettersIsRefused() {
    assertThatThrownBy(() -> of("ab")).isInstanceOf(UsageException.class);
  }

  @Test
  void aLogThatIsPackedIntoAPageIsLookedThroughAsWell() throws IOException {
    String page = "<p>acme</p><script>" + packed("log of acme") + "</script>";

    String clean =
        text(TextFiles.reworded("report.html", page.getBytes(StandardCharsets.UTF_8), of("acme")));

    assertThat(clean).startsWith("<p>REDACTED1</p><script>H4sI");
    String inner = clean.substring(clean.indexOf("H4sI"), clean.indexOf("</script>"));
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(inner)))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("log of REDACTED1");
    }
  }

  @Test
  void aPageWithSomethingPackedThatCannotBeReadIsNotHandedOut() {
    String page = "<p>" + "A1b2".repeat(1000) + "</p>";

    assertThat(TextFiles.reworded("report.html", page.getBytes(StandardCharsets.UTF_8), of("acme")))
        .isEmpty();
  }

  @Test
  void aLongNameInATextIsNoReasonToLeaveItOut() {
    String name = "acme/".repeat(1000);

    assertThat(text(TextFiles.reworded("a.csv", name.getBytes(StandardCharsets.UTF_8), of("acme"))))
        .isEqualTo("REDACTED1/".repeat(1000));
  }

  @Test
  void whatIsNoTextIsNotHandedOut() {
    assertThat(TextFiles.reworded("a.log", new byte[] {(byte) 0xff, (byte) 0xfe, 0}, of("acme")))
        .isEmpty();
    assertThat(TextFiles.isText("engine.plan")).isFalse();
    assertThat(TextFiles.isText("Makefile")).isFalse();
  }

  private static String text(Optional<byte[]> content) {
    return new String(content.orElseThrow(), StandardCharsets.UTF_8);
  }

  /** Long enough to be taken for something packed. */
  private static String packed(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Random random = new Random(1);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 3000; i++) {
        gzip.write(' ' + random.nextInt(90));
      }
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
