package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;

class WindowTextTest {

  private static final Window NIGHTS = new Window(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), LocalTime.of(22, 0),
      Duration.ofHours(6), ZoneId.of("Europe/Berlin"));
  private static final Window DAILY =
      new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.of(1, 5), Duration.ofMinutes(90), ZoneId.of("UTC"));

  @Test
  void days_start_duration_and_time_zone_make_a_window() {
    assertThat(WindowText.read("Mon,Tue 22:00+6h Europe/Berlin")).contains(new Windows(List.of(NIGHTS)));
  }

  @Test
  void without_days_it_is_every_day() {
    assertThat(WindowText.read("01:05+90m UTC")).contains(new Windows(List.of(DAILY)));
  }

  @Test
  void several_are_separated_by_semicolons() {
    assertThat(WindowText.read(" Tue,Mon  22:00+6h Europe/Berlin ;01:05+90m UTC"))
        .contains(new Windows(List.of(NIGHTS, DAILY)));
  }

  @Test
  void it_is_printed_as_it_is_read() {
    assertThat(new Windows(List.of(NIGHTS, DAILY))).hasToString("Mon,Tue 22:00+6h Europe/Berlin; 01:05+90m UTC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "always", "Mon 22:00+6h", "22:00 UTC", "22:00-04:00 UTC", "Mon", "Mon,22:00+6h UTC",
      "mon 22:00+6h UTC", "Monday 22:00+6h UTC", "Mon, 22:00+6h UTC", "Mon,,Tue 22:00+6h UTC", "Mon-Tue 22:00+6h UTC",
      "Mon Tue 22:00+6h UTC", "24:00+1h UTC", "9:00+1h UTC", "09:60+1h UTC", "09:00:00+1h UTC", "22:00+0h UTC",
      "22:00+25h UTC", "22:00+2d UTC", "22:00+-1h UTC", "22:00+6 UTC", "22:00+6h +02:00", "22:00+6h UTC+2",
      "22:00+6h Z", "22:00+6h CEST", "22:00+6h europe/berlin", "22:00+6h Mars/Base", "22:00+6h UTC;",
      "22:00+6h UTC; nonsense", "22:00+6h UTC 23:00+1h UTC"})
  void anything_else_is_not_read(String text) {
    assertThat(WindowText.read(text)).isEmpty();
  }
}
