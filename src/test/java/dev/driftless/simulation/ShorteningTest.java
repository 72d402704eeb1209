package dev.driftless.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

class ShorteningTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> all = IntStream.range(0, 100).mapToObj(i -> "part-" + i).toList();

  @Test
  void nothing_is_left_but_what_the_failure_needs() {
    Shortening shortening = new Shortening(without -> trial(without, Set.of("part-7", "part-64")), LONG);

    Trial shortest = shortening.shortest(trial(Set.of(), Set.of("part-7", "part-64")));

    assertThat(shortest.parts()).containsExactly("part-7", "part-64");
    assertThat(shortest.failure()).isEqualTo("invariant 3");
  }

  @Test
  void another_failure_is_none() {
    Trial failed = trial(Set.of(), Set.of());
    Shortening shortening =
        new Shortening(without -> new Trial(1, without, List.of(), "invariant 4", "", List.of()), LONG);

    assertThat(shortening.shortest(failed)).isSameAs(failed);
  }

  @Test
  void it_ends_when_the_time_is_up() {
    Trial failed = trial(Set.of(), Set.of());
    Shortening shortening = new Shortening(without -> trial(without, Set.of()), Duration.ZERO);

    assertThat(shortening.shortest(failed)).isSameAs(failed);
  }

  private Trial trial(Set<String> without, Set<String> needed) {
    List<String> parts = new ArrayList<>(all);
    parts.removeAll(without);
    return new Trial(1, without, parts, parts.containsAll(needed) ? "invariant 3" : "", "", List.of());
  }
}
