package io.trtdoctor.cli;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.finding.Verdict;
import java.util.Locale;

/** What the exit code says; public interface, and the only place that knows the numbers. */
public enum ExitStatus {
  /** No fault found, or the command did what it was asked to. */
  FINE(0),
  /** The command line makes no sense. */
  USAGE(2),
  /** An input is missing, damaged or of another kind than expected. */
  BAD_INPUT(3),
  /** This machine lacks something the command needs. */
  MACHINE_LACKS(4),
  /** A fault was found and its cause named. */
  CAUSE_NAMED(10),
  /** A fault was seen but its cause is not established, or there is nothing to judge by. */
  UNDETERMINED(11),
  /** A bug of ours. */
  BUG(70);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The key of its line in the table that {@code --help} shows. */
  String helpKey() {
    return "help.exit." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ExitStatus of(Verdict.Status status) {
    return switch (status) {
      case HEALTHY -> FINE;
      case CAUSE_NAMED -> CAUSE_NAMED;
      case UNDETERMINED -> UNDETERMINED;
    };
  }

  static ExitStatus of(DoctorException failure) {
    if (failure instanceof UsageException) {
      return USAGE;
    }
    if (failure instanceof BadInputException) {
      return BAD_INPUT;
    }
    if (failure instanceof MachineLacksException) {
      return MACHINE_LACKS;
    }
    return BUG;
  }
}
