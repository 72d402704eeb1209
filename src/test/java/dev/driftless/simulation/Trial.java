package dev.driftless.simulation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one run went.
 *
 * @param without parts that were left out
 * @param parts   those that were not
 * @param failure what kind of failure it was; empty for none
 */
record Trial(long seed, Set<String> without, List<String> parts, String failure, String problem, List<String> trace) {

  static Trial of(long seed, Set<String> without) {
    return of(seed, without, Sabotage.NONE);
  }

  static Trial of(long seed, Set<String> without, Sabotage sabotage) {
    Parts parts = new Parts(without);
    Run run = new Run(seed, parts, sabotage);
    try {
      run.play();
      return new Trial(seed, without, parts.present(), "", "", List.of());
    } catch (RuntimeException | Error e) {
      Throwable root = Violation.root(e);
      String failure = root instanceof Violation violation ? "invariant " + violation.invariant() : root.toString();
      return new Trial(seed, without, parts.present(), failure, root.toString(), run.world().trace());
    }
  }

  boolean failed() {
    return !failure.isEmpty();
  }

  @Override
  public String toString() {
    return "seed " + seed + ": " + problem + "\n" + String.join("\n", trace) + "\nagain: mvn test"
        + " -Dtest=SimulationTest -Dseed=" + seed
        + (without.isEmpty() ? "" : " -Dwithout=" + String.join(",", new TreeSet<>(without))) + "\n";
  }
}
