package io.trtdoctor.report;

import java.util.List;

/** A suite of JUnit's XML. */
record JunitSuite(String name, List<JunitCase> cases) {
  JunitSuite {
    cases = List.copyOf(cases);
  }

  long count(JunitCase.Result result) {
    return cases.stream().filter(test -> test.result() == result).count();
  }
}
