package io.trtdoctor.report;

import static java.util.stream.Collectors.joining;

import io.trtdoctor.escape.Printable;
import java.util.List;

/** Names that try to be something else where they are shown. */
public final class HostileNames {
  /** One of each kind. */
  public static final List<String> ALL =
      List.of(
          "<script>alert(1)</script>",
          "\"'><img src=x onerror=alert(1)>",
          "</text></svg><svg onload=alert(1)>",
          "]]></failure><!-- &lt;",
          "=cmd|' /C calc'!A1",
          "@SUM(1+1)*cmd",
          "+1-1",
          "`|*[x](javascript:alert(1)) @someone #1 ${x}",
          "conv\u202Egnp.exe\u2066\u200F",
          "first\nsecond\r\n# third\n\tcause: forged",
          "\u0000\u001B[31m\u0007\u009B2J\u007F\uFFFE",
          "lone \uD800 surrogate",
          "../../../etc/passwd",
          "%s %n {0} %%",
          "x".repeat(10_000),
          "卷积".repeat(5_000));

  private static final int LONGEST_TOGETHER = 1_000;

  private HostileNames() {}

  /** All of them in one name, of the long ones as much as fills some lines. */
  public static String together() {
    return ALL.stream().map(name -> Printable.cut(name, LONGEST_TOGETHER)).collect(joining());
  }
}
