package dev.driftless.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Looks for a run that fails in the same way with less in it: leaves out halves, then quarters, and at last single
 * parts, as long as that changes nothing (A. Zeller, Simplifying and Isolating Failure-Inducing Input).
 */
final class Shortening {

  private final Function<Set<String>, Trial> again;
  private final long end;

  /** @param again plays it once more without those parts */
  Shortening(Function<Set<String>, Trial> again, Duration limit) {
    this.again = again;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** The shortest run found within the time limit: nothing can be left out of it, unless the time was up. */
  Trial shortest(Trial failed) {
    Trial best = failed;
    int before;
    do {
      before = best.parts().size();
      for (int size = before; size >= 1; size /= 2) {
        best = without(size, best);
      }
    } while (best.parts().size() < before && System.nanoTime() < end);
    return best;
  }

  private Trial without(int size, Trial from) {
    Trial best = from;
    List<String> parts = from.parts();
    for (int i = 0; i < parts.size() && System.nanoTime() < end; i += size) {
      Set<String> without = new TreeSet<>(best.without());
      without.addAll(parts.subList(i, Math.min(i + size, parts.size())));
      Trial trial = again.apply(without);
      best = trial.failure().equals(from.failure()) ? trial : best;
    }
    return best;
  }
}
