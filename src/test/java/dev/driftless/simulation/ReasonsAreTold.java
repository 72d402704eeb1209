package dev.driftless.simulation;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.ObjectName;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Invariant 11: every deferral, exemption, unknown and failure has a reason in words; and each was told. */
final class ReasonsAreTold implements Invariant {

  private final Map<Subject, Standing> standings = new HashMap<>();

  private record Subject(int process, String kind, String namespace, String name) {}

  /**
   * What was told of a workload last.
   *
   * @param deferred   why it waits, if it does
   * @param restarting whether a restart of it was told, and no end
   */
  record Standing(Verdict verdict, Optional<Fact.Deferred> deferred, boolean restarting) {}

  @Override
  public void told(int process, Fact fact) {
    Subject subject =
        new Subject(process, fact.ref().kind().label(), fact.ref().namespace(), fact.ref().name());
    Standing before = standings.getOrDefault(subject, new Standing(new Verdict.InSync(), Optional.empty(), false));
    switch (fact) {
      case Fact.Judged judged -> {
        standings.put(subject, new Standing(judged.now(),
            judged.now() instanceof Verdict.Drifted ? before.deferred() : Optional.empty(), before.restarting()));
        require(fact, reason(judged.now()));
      }
      case Fact.Deferred wait -> {
        standings.put(subject, new Standing(before.verdict(), Optional.of(wait), before.restarting()));
        require(fact, wait.detail());
      }
      case Fact.Requested requested -> standings.put(subject, new Standing(before.verdict(), Optional.empty(), true));
      case Fact.Ended ended -> {
        standings.put(subject, new Standing(before.verdict(), before.deferred(), false));
        require(fact, ended.outcome() == Outcome.VERIFIED ? "none" : ended.detail());
      }
      case Fact.Answered answered -> { }
      case Fact.EvictionRequested requested -> standings.put(subject,
          new Standing(before.verdict(), Optional.empty(), before.restarting()));
      case Fact.EvictionAnswered answered -> { }
    }
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Exempt exempt -> exempt.detail();
      case Verdict.Unknown unknown -> unknown.detail();
      case Verdict.InSync inSync -> "none";
      case Verdict.Drifted drifted -> "in " + drifted.drifts();
    };
  }

  private static void require(Fact fact, String reason) {
    if (reason.isBlank()) {
      throw new Violation(11, "no reason: " + fact);
    }
  }

  /** What that process has told of that workload; empty for nothing. */
  Optional<Standing> of(int process, String kind, ObjectName name) {
    return Optional.ofNullable(standings.get(new Subject(process, kind, name.namespace(), name.name())));
  }
}
