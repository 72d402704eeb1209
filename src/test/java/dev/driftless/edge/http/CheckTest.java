package dev.driftless.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

class CheckTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void a_heartbeat_may_be_exactly_as_old_as_the_limit() {
    assertThat(beatAt(NOW.minusSeconds(30)).run()).isEmpty();
    assertThat(beatAt(NOW.minusSeconds(30).minusNanos(1)).run()).contains("last seen 30 s ago, allowed are 30 s");
    assertThat(beatAt(NOW.minusSeconds(45)).run()).contains("last seen 45 s ago, allowed are 30 s");
  }

  @Test
  void a_heartbeat_of_the_future_is_none_too_old() {
    assertThat(beatAt(NOW.plusSeconds(5)).run()).isEmpty();
  }

  @Test
  void a_heart_that_has_not_beaten_yet_is_told_as_such() {
    assertThat(beatAt(Instant.MIN).run()).contains("not seen yet");
  }

  @Test
  void what_a_check_throws_is_its_problem() {
    Check check = new Check("broken", () -> {
      throw new IllegalStateException("boom");
    });

    assertThat(check.run()).contains("java.lang.IllegalStateException: boom");
  }

  private static Check beatAt(Instant beat) {
    return Check.heartbeat("loop", () -> beat, InstantSource.fixed(NOW), Duration.ofSeconds(30));
  }
}
