package io.trtdoctor.search;

/**
 * How far answers can be believed.
 *
 * @param flakiness how often an answer is wrong, from 0 to 0.5
 */
record Trust(double flakiness) {
  /** What is taken for the flakiness of answers that were said to be reliable and are not. */
  static final Trust DISAPPOINTED = new Trust(0.1);

  /** A verdict is accepted once it is so many times as likely as its opposite. */
  private static final double ODDS = 1000;

  /** How many answers a verdict must lead by to be accepted. */
  int votes() {
    return flakiness == 0 ? 1 : (int) Math.ceil(Math.log(ODDS) / Math.log(oddsOfOne()));
  }

  /** The same for what is unlikely beforehand, or what all else rests on: one more. */
  int votesForMuch() {
    return flakiness == 0 ? 1 : votes() + 1;
  }

  /** How likely a verdict is right that leads by so many answers. */
  double confidence(int lead) {
    return flakiness == 0 ? 1 : 1 / (1 + Math.pow(oddsOfOne(), -lead));
  }

  private double oddsOfOne() {
    return (1 - flakiness) / flakiness;
  }
}
