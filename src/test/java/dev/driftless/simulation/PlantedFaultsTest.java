package dev.driftless.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
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
    return new Found(fault,
        LongStream.range(0, SEEDS).filter(seed -> isFound(fault, seed)).findFirst().orElse(-1));
  }

  private static boolean isFound(Fault fault, long seed) {
    return Trial.of(seed, Set.of(), fault.sabotage().get()).failure().equals("invariant " + fault.invariant());
  }
}
