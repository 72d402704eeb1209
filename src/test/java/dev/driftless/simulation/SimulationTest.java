package dev.driftless.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.LongStream;

/** Many lives of many clusters. {@code -Dseeds=N} says how many, {@code -Dseed=N} plays that one. */
class SimulationTest {

  private static final int USUAL = 300;

  @Test
  void nothing_bad_happens_whatever_happens() {
    long first = Long.getLong("seed", 0);
    long count = Long.getLong("seed") == null ? Integer.getInteger("seeds", USUAL) : 1;
    List<Result> failed = LongStream.range(first, first + count).parallel().mapToObj(SimulationTest::play)
        .filter(result -> !result.problem().isEmpty()).toList();

    assertThat(failed.stream().limit(3).map(Result::toString)).as(failed.size() + " of " + count + " seeds: "
        + failed.stream().map(Result::seed).limit(30).toList()).isEmpty();
  }

  private record Result(long seed, String problem, List<String> trace) {

    @Override
    public String toString() {
      return "seed " + seed + ": " + problem + "\n" + String.join("\n", trace) + "\n";
    }
  }

  private static Result play(long seed) {
    Run run = new Run(seed);
    try {
      run.play();
      return new Result(seed, "", List.of());
    } catch (RuntimeException | Error e) {
      Throwable root = Violation.root(e);
      if (!(root instanceof Violation)) {
        e.printStackTrace();
      }
      return new Result(seed, root.toString(), run.world().trace());
    }
  }
}
