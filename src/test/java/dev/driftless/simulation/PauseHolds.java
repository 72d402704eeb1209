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
          .filter(namespace -> isPaused(namespace) && said.isKnown(process, namespace)).forEach(namespace -> {
            throw new Violation(6, namespace + " is paused: " + fact);
          });
    }
  }

  /** Also one that stood still between its decision and its write. */
  @Override
  public void acted(Write write) {
    Stream.of(World.HOME, write.name().namespace())
        .filter(namespace -> write.stored() && isPaused(namespace) && said.isKnownToAll(namespace))
        .forEach(namespace -> {
          throw new Violation(6, namespace + " is paused: " + write);
        });
  }

  private boolean isPaused(String namespace) {
    return world.annotation(namespace, PAUSE).isPresent();
  }
}
