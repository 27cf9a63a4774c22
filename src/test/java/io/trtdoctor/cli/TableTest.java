package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsStandBelowEachOther() {
    Table table = new Table().row("A", "NAME").row("longer", "x");

    assertThat(table.lines(1)).containsExactly(" A       NAME", " longer  x");
  }

  @Test
  void chineseCharactersTakeTwoColumns() {
    Table table = new Table().row("张量", "b").row("wide", "c");

    assertThat(table.lines(0)).containsExactly("张量  b", "wide  c");
  }
}
