package dev.driftless.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of a run can be left out, to find out what of it matters. Each part says its name when its turn comes. */
final class Parts {

  private final Set<String> without;
  private final Set<String> named = new LinkedHashSet<>();

  Parts(Set<String> without) {
    this.without = without;
  }

  /** Whether that part of the run shall happen. */
  boolean has(String name) {
    named.add(name);
    return !without.contains(name);
  }

  /** Those that have happened, in their order. */
  List<String> present() {
    return named.stream().filter(name -> !without.contains(name)).toList();
  }
}
