package dev.driftless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.stuck.Diagnosis;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** Holds the page on stuck pods against the code. */
class StuckPageTest {

  private static final List<List<String>> ROWS = SitePage.read("stuck").rows("Diagnoses");

  @Test
  void its_table_names_every_diagnosis_once_in_the_order_of_the_code() {
    assertThat(ROWS).extracting(List::getFirst)
        .containsExactlyElementsOf(Stream.of(Diagnosis.values()).map(name -> "`" + name + "`").toList());
  }

  @Test
  void every_row_has_something_in_every_cell() {
    assertThat(ROWS).allSatisfy(cells -> assertThat(cells).hasSize(4).doesNotContain(""));
  }
}
