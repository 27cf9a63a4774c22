package io.trtdoctor.selftest;

/** Runs one part and notes what it sees; what it throws breaks this part alone. */
interface Exercise {
  void run(Bench bench, Facts facts) throws Exception;
}
