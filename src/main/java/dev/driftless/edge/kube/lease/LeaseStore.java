package dev.driftless.edge.kube.lease;

import java.time.Duration;

/** Where the Lease is kept. Each call is one request, never repeated, and blocks until its answer. Never throws. */
public interface LeaseStore {

  Found read(Duration patience);

  /** @param version precondition: the version to be replaced; empty if there must be none yet */
  Written write(LeaseRecord lease, String version, Duration patience);

  /** What there is. */
  sealed interface Found {

    record Present(LeaseRecord lease, String version) implements Found {}

    record Absent() implements Found {}

    record Failed(String detail) implements Found {}
  }

  /** What came of a write. */
  sealed interface Written {

    record Done(String version) implements Written {}

    /** It is not at that version (any more). */
    record Conflict() implements Written {}

    /** Refused, or without an answer: then it may have happened. */
    record Failed(String detail) implements Written {}
  }
}
