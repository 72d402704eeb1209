package dev.driftless.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happens in one run, and when. All faults are over at its end. */
final class Diary {

  static final Duration LENGTH = Duration.ofMinutes(12);
  /** So long before the end whatever goes wrong has begun. */
  static final Duration LAST = Duration.ofMinutes(5);

  private final List<Event> events = new ArrayList<>();
  private final List<Duration> upgrades = new ArrayList<>();
  private String affair = "";

  /**
   * Something that happens.
   *
   * @param at   after the begin
   * @param part that it belongs to
   */
  record Event(Duration at, String part, String what, Runnable deed) {}

  /** What is put down from now on belongs to that part. */
  void open(String part) {
    affair = part;
  }

  void at(Duration when, String what, Runnable deed) {
    events.add(new Event(when, affair, what, deed));
  }

  void upgrade(Duration when) {
    upgrades.add(when);
  }

  Duration firstUpgrade() {
    return upgrades.getFirst();
  }

  /** Those whose part shall happen, in the order of their times. */
  List<Event> of(Parts parts) {
    return events.stream().filter(event -> parts.has(event.part())).sorted(Comparator.comparing(Event::at)).toList();
  }
}
