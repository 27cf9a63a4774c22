package io.trtdoctor.search;

import java.util.List;

/**
 * Follows the names that failures give: a named candidate that fails alone is a culprit, and what
 * is left without it names the next. Two names in a row that lead nowhere end it.
 */
final class NamedSuspects {
  private static final int USELESS_IN_A_ROW = 2;

  private final Inquiry inquiry;
  private Subset useless;
  private int inARow;

  NamedSuspects(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.useless = inquiry.all().minus(inquiry.all());
  }

  void follow() {
    Subset left = inquiry.base();
    while (inquiry.answer(left, 0.5) == Answer.FAILS) {
      List<Integer> names = names(left);
      if (names.isEmpty() || inARow == USELESS_IN_A_ROW) {
        break;
      }
      tryOne(names.get(0));
      if (inARow == USELESS_IN_A_ROW) {
        break;
      }
      left = inquiry.base().minus(useless);
    }
    if (inARow == USELESS_IN_A_ROW) {
      inquiry.ignoreNames();
    }
  }

  private List<Integer> names(Subset left) {
    return inquiry.facts().tally(left).suspects().stream().filter(left::has).toList();
  }

  private void tryOne(int name) {
    Subset alone = inquiry.all().minus(inquiry.all()).with(name);
    if (inquiry.answer(alone, 0.7) == Answer.FAILS && inquiry.certain(alone, 1) == Answer.FAILS) {
      inquiry.blame(alone, name);
      inARow = 0;
    } else {
      useless = useless.with(name);
      inARow++;
    }
  }
}
