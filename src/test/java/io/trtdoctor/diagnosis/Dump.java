package io.trtdoctor.diagnosis;

import io.trtdoctor.finding.*;
import io.trtdoctor.text.*;
import java.nio.file.*;
import java.util.List;
import java.util.stream.*;

class Dump {
  public static void main(String[] a) throws Exception {
    boolean full = a.length > 1;
    List<Path> files;
    try (Stream<Path> s = Files.walk(Path.of("src/test/resources"))) {
      files =
          s.filter(p -> p.toString().matches(".*\\.log(\\.gz)?") && p.toString().contains(a[0]))
              .sorted()
              .toList();
    }
    for (Path p : files) {
      for (BuildDiagnosis d :
          LogBench.judge(Path.of("src/test/resources").relativize(p).toString())) {
        System.out.println(
            p.getFileName()
                + " => "
                + d.verdict().status()
                + " "
                + d.verdict().cause().orElse("-")
                + " "
                + d.verdict().certainty().map(Enum::name).orElse(""));
        System.out.println("    " + Texts.in(Language.EN).render(d.verdict().summary()));
        for (Finding f : d.findings()) {
          System.out.println(
              "   - "
                  + f.cause()
                  + " "
                  + f.certainty()
                  + " "
                  + f.effect()
                  + " @"
                  + f.firstLine()
                  + " ev="
                  + f.evidence().size()
                  + " fb="
                  + f.followedBy().size());
          if (full) {
            Texts t = Texts.in(a[1].equals("zh") ? Language.ZH : Language.EN);
            System.out.println("       " + t.render(f.summary()));
            f.reasoning().forEach(r -> System.out.println("       * " + t.render(r)));
            f.settledBy().forEach(r -> System.out.println("       ? " + t.render(r)));
            f.evidence().forEach(e -> System.out.println("       | " + e.line() + ": " + e.text()));
            f.remedies().forEach(r -> System.out.println("       > " + t.render(r.title())));
          }
        }
      }
    }
  }
}
