package dev.driftless.edge.kube.lease;

/** How one replica stands. */
public sealed interface Standing {

  /** Not leading, and ready to. */
  record Standby(String why) implements Standing {}

  /** Not leading, and nobody can say whether it could: the Lease cannot be read or written. */
  record Hindered(String why) implements Standing {}

  record Leading() implements Standing {}

  /** Has led, and never will again: whoever lost the lease starts anew, as another process. */
  record Lost(String why) implements Standing {}
}
