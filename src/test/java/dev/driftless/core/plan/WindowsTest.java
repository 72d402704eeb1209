package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class WindowsTest {

  @Test
  void without_windows_it_is_always_open() {
    assertThat(Windows.ALWAYS.at(Instant.EPOCH)).isEqualTo(new Openness.Open(Optional.empty()));
    assertThat(Openness.of(List.of(), Instant.EPOCH)).isEqualTo(new Openness.Open(Optional.empty()));
  }

  @Test
  void it_is_open_from_its_start_to_just_before_its_end() {
    assertClosed("22:00+6h UTC", "2026-05-04T21:59:59.999Z", "2026-05-04T22:00:00Z");
    assertOpen("22:00+6h UTC", "2026-05-04T22:00:00Z", "2026-05-05T04:00:00Z");
    assertOpen("22:00+6h UTC", "2026-05-05T03:59:59.999Z", "2026-05-05T04:00:00Z");
    assertClosed("22:00+6h UTC", "2026-05-05T04:00:00Z", "2026-05-05T22:00:00Z");
  }

  @Test
  void an_overnight_window_belongs_to_the_day_it_starts_on() {
    assertOpen("Mon 22:00+6h UTC", "2026-05-05T03:00:00Z", "2026-05-05T04:00:00Z");
    assertClosed("Tue 22:00+6h UTC", "2026-05-05T03:00:00Z", "2026-05-05T22:00:00Z");
    assertClosed("Mon 22:00+6h UTC", "2026-05-05T22:00:00Z", "2026-05-11T22:00:00Z");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
      "Europe/Berlin,       2026-03-29, Sun 02:30+6h, 2026-03-29T01:00:00Z, 2026-03-29T07:00:00Z",
      "America/New_York,    2026-03-08, Sun 02:30+6h, 2026-03-08T07:00:00Z, 2026-03-08T13:00:00Z",
      "Australia/Lord_Howe, 2026-10-04, Sun 02:15+1h, 2026-10-03T15:30:00Z, 2026-10-03T16:30:00Z",
      "America/Sao_Paulo,   2018-11-04, Sun 00:00+1h, 2018-11-04T03:00:00Z, 2018-11-04T04:00:00Z"})
  void a_start_that_the_clocks_skip_is_when_they_go_on(String zone, String day, String window, String start,
      String end) {
    assertSpan(window + " " + zone, start, end);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
      "Europe/Berlin,       2026-10-25, Sun 02:30+1h, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
      "America/New_York,    2026-11-01, Sun 01:30+1h, 2026-11-01T05:30:00Z, 2026-11-01T06:30:00Z",
      "Australia/Lord_Howe, 2026-04-05, Sun 01:45+1h, 2026-04-04T14:45:00Z, 2026-04-04T15:45:00Z",
      "America/St_Johns,    2010-11-07, Sun 00:00+1h, 2010-11-07T02:30:00Z, 2010-11-07T03:30:00Z"})
  void a_start_that_the_clocks_show_twice_is_the_first(String zone, String day, String window, String start,
      String end) {
    assertSpan(window + " " + zone, start, end);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
      "Europe/Berlin,       2026-03-28, Sat 22:00+6h, 2026-03-28T21:00:00Z, 2026-03-29T03:00:00Z",
      "Europe/Berlin,       2026-10-24, Sat 22:00+6h, 2026-10-24T20:00:00Z, 2026-10-25T02:00:00Z",
      "America/New_York,    2026-10-31, Sat 22:00+6h, 2026-11-01T02:00:00Z, 2026-11-01T08:00:00Z",
      "Australia/Lord_Howe, 2026-10-03, Sat 22:00+6h, 2026-10-03T11:30:00Z, 2026-10-03T17:30:00Z",
      "UTC,                 2026-03-28, Sat 22:00+6h, 2026-03-28T22:00:00Z, 2026-03-29T04:00:00Z"})
  void six_hours_are_six_hours_whatever_the_clocks_do(String zone, String day, String window, String start,
      String end) {
    assertSpan(window + " " + zone, start, end);
  }

  @Test
  void the_second_time_that_the_clocks_show_the_start_opens_nothing() {
    assertClosed("Sun 02:30+1h Europe/Berlin", "2026-10-25T01:45:00Z", "2026-11-01T01:30:00Z");
  }

  @Test
  void the_whole_of_every_day_is_closed_for_the_hour_that_a_day_has_more() {
    assertOpen("00:00+24h Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T22:00:00Z");
    assertClosed("00:00+24h Europe/Berlin", "2026-10-25T22:30:00Z", "2026-10-25T23:00:00Z");
    assertThat(windows("00:00+24h UTC").at(Instant.parse("2026-10-25T22:30:00Z")))
        .isEqualTo(new Openness.Open(Optional.empty()));
  }

  @Test
  void windows_that_meet_are_one() {
    assertOpen("Sat,Sun 00:00+24h UTC; Fri 20:00+4h UTC; Sun 23:00+2h UTC", "2026-05-08T20:00:00Z",
        "2026-05-11T01:00:00Z");
  }

  @Test
  void the_next_opening_is_that_of_whichever_opens_first() {
    assertClosed("Wed 10:00+1h UTC; Tue 11:00+1h UTC", "2026-05-04T12:00:00Z", "2026-05-05T11:00:00Z");
  }

  @Test
  void several_together_are_open_while_all_are() {
    List<Windows> all = List.of(windows("Mon,Tue 08:00+8h UTC"), windows("Tue 10:00+2h UTC"));

    assertThat(Openness.of(all, Instant.parse("2026-05-04T09:00:00Z")))
        .isEqualTo(new Openness.Closed(Optional.of(Instant.parse("2026-05-05T10:00:00Z"))));
    assertThat(Openness.of(all, Instant.parse("2026-05-05T11:00:00Z")))
        .isEqualTo(new Openness.Open(Optional.of(Instant.parse("2026-05-05T12:00:00Z"))));
  }

  @Test
  void those_that_never_meet_have_no_next_opening() {
    assertThat(Openness.of(List.of(windows("Mon 08:00+2h UTC"), windows("Tue 08:00+2h UTC")), Instant.EPOCH))
        .isEqualTo(new Openness.Closed(Optional.empty()));
  }

  @Test
  void a_window_without_days_or_of_another_length_than_allowed_is_none() {
    Set<DayOfWeek> monday = Set.of(DayOfWeek.MONDAY);
    for (Duration duration : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(1).plusMillis(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Window(monday, LocalTime.NOON, duration, ZoneOffset.UTC));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Window(Set.of(), LocalTime.NOON, Duration.ofHours(1), ZoneOffset.UTC));
  }

  private static void assertSpan(String text, String start, String end) {
    assertClosed(text, Instant.parse(start).minusMillis(1).toString(), start);
    assertOpen(text, start, end);
    assertThat(windows(text).at(Instant.parse(end))).isInstanceOf(Openness.Closed.class);
  }

  private static void assertOpen(String text, String now, String until) {
    assertThat(windows(text).at(Instant.parse(now))).isEqualTo(new Openness.Open(Optional.of(Instant.parse(until))));
  }

  private static void assertClosed(String text, String now, String next) {
    assertThat(windows(text).at(Instant.parse(now))).isEqualTo(new Openness.Closed(Optional.of(Instant.parse(next))));
  }

  private static Windows windows(String text) {
    return WindowText.read(text).orElseThrow();
  }
}
