package dev.driftless.core.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

class MarksTest {

  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void a_workload_without_a_restart_id_has_no_marks() {
    assertThat(Marks.read(Map.of(Marks.TARGET, "t", Marks.ATTEMPT, "many"))).isEqualTo(new Marks.Reading.None());
  }

  @ParameterizedTest
  @CsvSource({"1, 2026-03-01T12:00:00Z", "999999, 2026-03-01T12:00:00Z"})
  void marks_are_read_from_the_annotations(int attempt, Instant startedAt) {
    assertThat(Marks.read(annotations(Integer.toString(attempt), startedAt.toString())))
        .isEqualTo(new Marks.Reading.Found(new Marks("id", "target", attempt, startedAt)));
  }

  @ParameterizedTest
  @CsvSource({"target, true", "other, false", "'', false"})
  void a_retry_of_another_target_is_not_one_of_this(String retried, boolean expected) {
    Map<String, String> annotations = new HashMap<>(annotations("1", NOON.toString()));
    annotations.put(Marks.RETRIED, retried);

    assertThat(Marks.read(annotations))
        .isEqualTo(new Marks.Reading.Found(new Marks("id", "target", 1, NOON, expected)));
  }

  @ParameterizedTest
  @CsvSource({"''", "0", "01", "-1", "+1", "1.0", "many", "' 1'", "1000000"})
  void an_attempt_that_is_no_number_from_one_is_unreadable(String attempt) {
    assertThat(Marks.read(annotations(attempt, NOON.toString()))).isEqualTo(new Marks.Reading.Unreadable(
        "driftless.dev/attempt: \"" + attempt + "\"; allowed: a number from 1"));
  }

  @ParameterizedTest
  @CsvSource({"''", "yesterday", "2026-03-01", "2026-03-01T12:00:00", "2026-02-30T12:00:00Z", "1772366400"})
  void a_start_that_is_no_time_is_unreadable(String startedAt) {
    assertThat(Marks.read(annotations("1", startedAt))).isEqualTo(new Marks.Reading.Unreadable(
        "driftless.dev/started-at: \"" + startedAt + "\"; allowed: a time as 2026-01-31T12:00:00Z"));
  }

  @Test
  void marks_without_attempt_or_start_are_unreadable() {
    assertThat(Marks.read(Map.of(Marks.RESTART_ID, "id", Marks.STARTED_AT, NOON.toString())))
        .isInstanceOf(Marks.Reading.Unreadable.class);
    assertThat(Marks.read(Map.of(Marks.RESTART_ID, "id", Marks.ATTEMPT, "1")))
        .isInstanceOf(Marks.Reading.Unreadable.class);
  }

  @Test
  void the_same_decision_has_the_same_id_within_its_second() {
    Marks marks = Marks.decide(CART, "target", 1, NOON);

    assertThat(Marks.decide(CART, "target", 1, NOON.plusMillis(999))).isEqualTo(marks);
    assertThat(marks.startedAt()).isEqualTo(NOON);
  }

  @Test
  void another_decision_has_another_id() {
    WorkloadRef madeAnew = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u2");

    assertThat(new Marks[] {Marks.decide(CART, "target", 1, NOON), Marks.decide(madeAnew, "target", 1, NOON),
        Marks.decide(CART, "other", 1, NOON), Marks.decide(CART, "target", 2, NOON),
        Marks.decide(CART, "target", 1, NOON.plusSeconds(1))}).extracting(Marks::restartId).doesNotHaveDuplicates();
  }

  private static Map<String, String> annotations(String attempt, String startedAt) {
    return Map.of(Marks.RESTART_ID, "id", Marks.TARGET, "target", Marks.ATTEMPT, attempt, Marks.STARTED_AT, startedAt);
  }
}
