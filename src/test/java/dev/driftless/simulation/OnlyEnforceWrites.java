package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;

import java.util.HashSet;
import java.util.Set;

/** Invariant 14: modes other than {@code enforce}, everywhere or in the namespace, change no workload. */
final class OnlyEnforceWrites implements Invariant {

  private static final String MODE = "driftless.dev/mode";

  private final World world;
  private final InForce inForce;
  private final Said said;
  private final Set<String> dryRuns = new HashSet<>();

  OnlyEnforceWrites(World world, InForce inForce, Said said) {
    this.world = world;
    this.inForce = inForce;
    this.said = said;
  }

  @Override
  public void told(int process, Fact fact) {
    switch (fact) {
      case Fact.Requested request -> {
        if (request.dryRun()) {
          dryRuns.add(request.marks().restartId());
        }
        check(process, fact, request.dryRun());
      }
      case Fact.EvictionRequested request -> check(process, fact, request.dryRun());
      case Fact.Judged judged -> { }
      case Fact.Deferred deferred -> { }
      case Fact.Answered answered -> { }
      case Fact.EvictionAnswered answered -> { }
      case Fact.Ended ended -> { }
    }
  }

  private boolean isAllowed(String namespace, boolean dryRun) {
    return inForce.possible().map(policy -> mode(policy, namespace))
        .anyMatch(mode -> mode == Mode.ENFORCE || mode == Mode.DRY_RUN && dryRun);
  }

  private void check(int process, Fact fact, boolean dryRun) {
    String namespace = fact.ref().namespace();
    if (!isAllowed(namespace, dryRun) && said.isKnown(process, namespace)) {
      throw new Violation(14, "mode is " + mode(inForce.now(), namespace) + " in " + namespace + ": " + fact);
    }
  }

  private Mode mode(Policy policy, String namespace) {
    Mode wanted = world.annotation(namespace, MODE).map(OnlyEnforceWrites::read)
        .or(() -> policy.places().namespaceMode()).orElse(Mode.ENFORCE);
    return wanted.compareTo(policy.mode()) < 0 ? wanted : policy.mode();
  }

  private static Mode read(String text) {
    return switch (text) {
      case "enforce" -> Mode.ENFORCE;
      case "dry-run" -> Mode.DRY_RUN;
      default -> Mode.OBSERVE;
    };
  }

  @Override
  public void acted(Write write) {
    String namespace = write.name().namespace();
    boolean allowed = inForce.possible().map(Policy::mode)
        .anyMatch(mode -> mode == Mode.ENFORCE || mode == Mode.DRY_RUN && write.dryRun());
    boolean here = isAllowed(namespace, write.dryRun()) || !said.isKnownToAll(namespace);
    if (!allowed || !here || write.stored() && dryRuns.contains(write.mark("restart-id"))) {
      throw new Violation(14, "mode is " + inForce.now().mode() + ", and written: " + write);
    }
  }
}
