package io.trtdoctor;

/** Starts the tool. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
