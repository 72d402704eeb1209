package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.time.Timeline;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class PumpTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong(5_000);
  private final Timeline timeline = new Timeline(START);
  private final List<String> happened = new ArrayList<>();

  @Test
  void time_goes_on_as_fast_as_was_asked_for() {
    Pump pump = new Pump(timeline, 10, nanos::get);
    timeline.after(Duration.ofSeconds(10), () -> happened.add("due"));
    timeline.after(Duration.ofSeconds(11), () -> happened.add("later"));

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    pump.turn();

    assertThat(happened).containsExactly("due");
    assertThat(timeline.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void too_much_for_one_turn_goes_on_in_the_next() {
    Pump pump = new Pump(timeline, 1, nanos::get);
    for (String name : List.of("first", "second")) {
      timeline.after(Duration.ofSeconds(1), () -> {
        happened.add(name);
        nanos.addAndGet(Duration.ofMillis(30).toNanos());
      });
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    pump.turn();
    assertThat(happened).containsExactly("first");

    pump.turn();
    assertThat(happened).containsExactly("first", "second");
  }
}
