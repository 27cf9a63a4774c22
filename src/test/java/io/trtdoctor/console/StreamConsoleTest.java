package io.trtdoctor.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamConsoleTest {
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream remarks = new ByteArrayOutputStream();

  @Test
  void resultsAndRemarksGoToDifferentStreams() {
    Console console = console(results);

    console.print("a result");
    console.say("a remark");
    console.flush();

    assertThat(results.toString(StandardCharsets.UTF_8)).isEqualTo("a result\n");
    assertThat(remarks.toString(StandardCharsets.UTF_8)).isEqualTo("a remark\n");
  }

  @Test
  void textIsUtf8WhateverTheLocale() {
    Console console = console(results);

    console.print("校准");
    console.flush();

    assertThat(results.toByteArray()).isEqualTo("校准\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aReaderThatHasGoneIsNoFailure() {
    Console console = console(new Refusing("Broken pipe"));

    console.print("a result");
    console.flush();
    console.say("still heard");

    assertThat(remarks.toString(StandardCharsets.UTF_8)).isEqualTo("still heard\n");
  }

  @Test
  void afterTheReaderHasGoneNothingMoreIsWritten() {
    Refusing pipe = new Refusing("Broken pipe");
    Console console = console(pipe);

    console.print("a result");
    console.flush();
    console.print("another");
    console.flush();

    assertThat(pipe.attempts).isEqualTo(1);
  }

  @Test
  void aFullDiskIsAFailure() {
    Console console = console(new Refusing("No space left on device"));
    console.print("a result");

    assertThatThrownBy(console::flush)
        .isInstanceOf(OutputRefusedException.class)
        .hasRootCauseMessage("No space left on device");
  }

  private Console console(OutputStream out) {
    return new StreamConsole(
        out,
        remarks,
        e -> e.getMessage().contains("pipe"),
        (task, total) -> Progress.SILENT,
        false);
  }

  private static final class Refusing extends OutputStream {
    private final String reason;
    private int attempts;

    private Refusing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      attempts++;
      throw new IOException(reason);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      write(0);
    }
  }
}
