package dev.driftless.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Many lives of many clusters. {@code -Dseeds=N} says how many, {@code -Dseed=N} plays that one, and
 * {@code -Dwithout=PART,PART} leaves those parts out of it. Of what fails, the shortest trace that can be found is
 * told.
 */
class SimulationTest {

  private static final int USUAL = 300;
  private static final int TOLD = 3;
  private static final int STEP = 500;
  private static final Duration SHORTENING = Duration.ofSeconds(20);

  @Test
  void nothing_bad_happens_whatever_happens() {
    long first = Long.getLong("seed", 0);
    long count = Long.getLong("seed") == null ? Integer.getInteger("seeds", USUAL) : 1;
    Set<String> without = Stream.of(System.getProperty("without", "").split(",")).filter(part -> !part.isEmpty())
        .collect(Collectors.toSet());
    AtomicLong played = new AtomicLong();
    List<Trial> failed = LongStream.range(first, first + count).parallel().mapToObj(seed -> Trial.of(seed, without))
        .peek(trial -> progress(trial, played.incrementAndGet(), count)).filter(Trial::failed).toList();

    assertThat(failed.stream().limit(TOLD).map(SimulationTest::shortest).map(Trial::toString))
        .as(failed.size() + " of " + count + " seeds: " + failed.stream().map(Trial::seed).limit(30).toList())
        .isEmpty();
  }

  private static void progress(Trial trial, long played, long count) {
    if (trial.failed()) {
      System.out.printf("seed %d: %s%n", trial.seed(), trial.failure());
    }
    if (played % STEP == 0) {
      System.out.printf("%d of %d seeds played%n", played, count);
    }
  }

  private static Trial shortest(Trial failed) {
    return new Shortening(without -> Trial.of(failed.seed(), without), SHORTENING).shortest(failed);
  }
}
