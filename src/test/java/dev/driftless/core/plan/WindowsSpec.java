package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Holds windows against somebody who looks at the clocks once a minute. */
class WindowsSpec {

  private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
      "America/St_Johns", "America/Sao_Paulo", "America/Nuuk", "Asia/Beirut", "Africa/Casablanca", "Pacific/Apia",
      "Asia/Kolkata", "UTC");
  private static final Duration BEFORE = Duration.ofDays(4);
  private static final int LENGTH = (int) BEFORE.plus(Windows.FORESEEN).plusDays(2).toMinutes();

  @Property(tries = 150)
  void what_is_open_and_until_when_is_what_the_clocks_say(@ForAll("windows") Windows windows,
      @ForAll("moments") Instant now) {
    assertThat(windows.at(now)).isEqualTo(read(open(windows, now), now));
  }

  @Property(tries = 150)
  void several_are_open_when_each_of_them_is(@ForAll("windows") Windows one, @ForAll("windows") Windows other,
      @ForAll("moments") Instant now) {
    BitSet both = open(one, now);
    both.and(open(other, now));

    assertThat(Openness.of(List.of(one, Windows.ALWAYS, other), now)).isEqualTo(read(both, now));
  }

  @Property
  void what_is_printed_is_read_as_the_same(@ForAll("windows") Windows windows) {
    assertThat(WindowText.read(windows.toString())).contains(windows);
  }

  private static Openness read(BitSet open, Instant now) {
    int index = (int) BEFORE.toMinutes();
    boolean isOpen = open.get(index);
    int change = isOpen ? open.nextClearBit(index) : open.nextSetBit(index);
    Optional<Instant> at = Optional.of(change).filter(found -> found >= 0)
        .map(found -> now.plus(Duration.ofMinutes(found - index)))
        .filter(found -> !found.isAfter(now.plus(Windows.FORESEEN)));
    return isOpen ? new Openness.Open(at) : new Openness.Closed(at);
  }

  private static BitSet open(Windows windows, Instant now) {
    BitSet open = new BitSet();
    windows.windows().forEach(window -> watch(window, now.minus(BEFORE), open));
    return open;
  }

  /** Opens it at the first minute at which the clocks show its start, or something later. */
  private static void watch(Window window, Instant from, BitSet open) {
    LocalDateTime latest = LocalDateTime.ofInstant(from, window.zone());
    for (int minute = 1; minute < LENGTH; minute++) {
      LocalDateTime shown = LocalDateTime.ofInstant(from.plusSeconds(60L * minute), window.zone());
      if (shown.isAfter(latest)) {
        if (starts(window, latest, shown)) {
          open.set(minute, minute + (int) window.duration().toMinutes());
        }
        latest = shown;
      }
    }
  }

  private static boolean starts(Window window, LocalDateTime after, LocalDateTime upTo) {
    return after.toLocalDate().datesUntil(upTo.toLocalDate().plusDays(1))
        .filter(date -> window.days().contains(date.getDayOfWeek())).map(date -> date.atTime(window.start()))
        .anyMatch(start -> start.isAfter(after) && !start.isAfter(upTo));
  }

  @Provide
  Arbitrary<Windows> windows() {
    Arbitrary<LocalTime> start = Arbitraries.oneOf(Arbitraries.integers().between(0, 1439),
        Arbitraries.integers().between(0, 210), Arbitraries.integers().between(1320, 1439))
        .map(minute -> LocalTime.of(minute / 60, minute % 60));
    Arbitrary<Duration> duration = Arbitraries.oneOf(Arbitraries.integers().between(1, 1440),
        Arbitraries.of(60, 360, 1440)).map(Duration::ofMinutes);
    return Combinators.combine(Arbitraries.of(DayOfWeek.values()).set().ofMinSize(1), start, duration,
        Arbitraries.of(ZONES).map(ZoneId::of)).as(Window::new).list().ofMinSize(1).ofMaxSize(3).map(Windows::new);
  }

  /** Half of them within three days of a change of some clocks. */
  @Provide
  Arbitrary<Instant> moments() {
    Arbitrary<Instant> any = Arbitraries.longs().between(Instant.parse("2006-01-01T00:00:00Z").getEpochSecond() / 60,
        Instant.parse("2036-01-01T00:00:00Z").getEpochSecond() / 60).map(minute -> Instant.ofEpochSecond(minute * 60));
    Arbitrary<Instant> nearChange = Combinators.combine(any, Arbitraries.of(ZONES),
        Arbitraries.integers().between(-4320, 4320)).as((moment, zone, minutes) -> {
          ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(moment);
          return (change == null ? moment : change.getInstant()).plus(Duration.ofMinutes(minutes));
        });
    return Arbitraries.oneOf(any, nearChange);
  }
}
