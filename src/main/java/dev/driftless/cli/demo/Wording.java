package dev.driftless.cli.demo;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Outcome;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Facts and names in words for people. */
final class Wording {

  private Wording() {}

  static String name(WorkloadRef ref) {
    return ref.namespace() + "/" + ref.name();
  }

  /** A line on a transition; empty for one that tells people nothing. */
  static Optional<String> line(Fact fact) {
    String name = fact.ref().kind().label() + " " + name(fact.ref());
    return switch (fact) {
      case Fact.Judged judged -> Optional.empty();
      case Fact.Deferred deferred -> Optional.empty();
      case Fact.Requested requested ->
        Optional.of((requested.dryRun() ? "dry run    " : "restarting ") + name);
      case Fact.Answered answered -> Optional.empty();
      case Fact.EvictionRequested requested ->
        Optional.of((requested.dryRun() ? "dry run    " : "evicting   ") + name + ": pod " + requested.pod());
      case Fact.EvictionAnswered answered -> Optional.empty();
      case Fact.Ended ended -> Optional.of(ended.outcome() == Outcome.VERIFIED
          ? "verified   " + name
          : String.format(Locale.ROOT, "%-10s %s: %s", ended.outcome() == Outcome.SUPERSEDED
              || ended.outcome() == Outcome.SUPERSEDED_BY_TARGET ? "superseded" : "failed", name, ended.detail()));
    };
  }

  /** As {@code 1:05}. */
  static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
