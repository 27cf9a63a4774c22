package io.trtdoctor.selftest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing that a self-test looks at, in the order in which they are run. */
public enum Part {
  /** An INT8 build with two batches. */
  HEALTHY("an INT8 build with 2 synthetic batches comes out"),
  /** The same without a batch. */
  NO_BATCHES("the same without a batch fails, and is judged to be that"),
  /** A host pointer, and a healthy build after it. */
  BAD_POINTER("a bad pointer spoils its own probe and not the next of the run"),
  /** A child that gets SIGSEGV in the middle of its build. */
  CRASH("SIGSEGV in the middle of a build is reported, and the run goes on"),
  /** The command without data, with the JVM's and the child's start. */
  DIAGNOSE_NO_BATCHES(
      "diagnose --no-data --no-experiments names calibrator-no-batches within 25 s"),
  /** The command with data. */
  DIAGNOSE_HEALTHY("diagnose finds no fault with data"),
  /** Engines that are run once they are built. */
  MEASURE("an FP32 and an INT8 engine are run in one process, timed and compared"),
  /** Many probes on one child. */
  ONE_CHILD("probes on one child"),
  /** As many on all the children that the GPU takes. */
  MANY_CHILDREN("probes on all the children that the GPU takes"),
  /** As many, each in a process of its own. */
  FRESH("probes with a process each"),
  /** Builds that log everything against builds that log errors alone. */
  OVERHEAD("listening to VERBOSE costs a healthy build at most 10 %"),
  /** The search for convolutions that do not obey, as it is done without us. */
  DDMIN("the first probes of ddmin over INT8 convolutions, each with a process and a calibration");

  private final String claim;

  Part(String claim) {
    this.claim = claim;
  }

  /** How it is written on a command line. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it shows if it passes. */
  String claim() {
    return claim;
  }

  public static Optional<Part> ofTag(String tag) {
    return Arrays.stream(values()).filter(part -> part.tag().equals(tag)).findFirst();
  }
}
