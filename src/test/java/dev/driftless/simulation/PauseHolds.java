package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;

import java.util.stream.Stream;

/** Invariant 6: who pauses everything, or one namespace, is heard within a second. */
final class PauseHolds implements Invariant {

  private static final String PAUSE = "driftless.dev/pause";

  private final World world;
  private final Said said;

  PauseHolds(World world, Said said) {
    this.world = world;
    this.said = said;
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Requested || fact instanceof Fact.EvictionRequested) {
      Stream.of(World.HOME, fact.ref().namespace())
          .filter(namespace -> world.annotation(namespace, PAUSE).isPresent() && said.isKnown(namespace))
          .forEach(namespace -> {
            throw new Violation(6, namespace + " is paused: " + fact);
          });
    }
  }
}
