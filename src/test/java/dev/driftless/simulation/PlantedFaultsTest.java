package dev.driftless.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The simulation sees: whatever is planted is found, and by the invariant that it breaks. {@code -Dfault=TEXT} plants
 * those only whose name contains it.
 */
class PlantedFaultsTest {

  private static final int SEEDS = 300;
  /** Where to look first, as many lives do not meet a fault at all: the seeds that found them the last time. */
  private static final Map<String, Long> FOUND_BEFORE = foundBefore();

  /** @param seed the first that finds it; negative if none does */
  private record Found(Fault fault, long seed) {

    @Override
    public String toString() {
      return "%-42s invariant %2d  %s".formatted(fault.name(), fault.invariant(),
          seed < 0 ? "not found" : "seed " + seed);
    }
  }

  @Test
  void every_planted_fault_is_found() {
    List<Found> found = all().filter(fault -> fault.name().contains(System.getProperty("fault", "")))
        .toList().parallelStream().map(PlantedFaultsTest::look).toList();

    System.out.println(found.stream().map(Found::toString).collect(Collectors.joining("\n")));
    assertThat(found.stream().filter(look -> look.seed() < 0)).isEmpty();
  }

  static Stream<Fault> all() {
    return Stream.of(WrongLeaders.all(), WrongPolicies.all(), WrongFacts.all(), WrongEvictions.all(), WrongDeeds.all())
        .flatMap(List::stream);
  }

  private static Found look(Fault fault) {
    long before = FOUND_BEFORE.getOrDefault(fault.name(), 0L);
    return new Found(fault, LongStream.concat(LongStream.of(before), LongStream.range(0, SEEDS))
        .filter(seed -> isFound(fault, seed)).findFirst().orElse(-1));
  }

  private static Map<String, Long> foundBefore() {
    try (InputStream file = PlantedFaultsTest.class.getResourceAsStream("found.csv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(";"))
          .collect(Collectors.toMap(line -> line[0], line -> Long.parseLong(line[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFound(Fault fault, long seed) {
    return Trial.of(seed, Set.of(), fault.sabotage().get()).failure().equals("invariant " + fault.invariant());
  }
}
