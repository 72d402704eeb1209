package dev.driftless.simulation;

import dev.driftless.core.engine.InformerState;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/** Invariant 6: nothing is decided on lists that are not complete, or on facts of which nothing was heard for long. */
final class FactsAreFresh implements Invariant {

  private static final Duration OLD = Duration.ofMinutes(3).plus(Network.ON_ITS_WAY);

  private final IntFunction<SimulatedDaemon> processes;

  FactsAreFresh(IntFunction<SimulatedDaemon> processes) {
    this.processes = processes;
  }

  @Override
  public void acted(Write write) {
    Instant oldest = write.at().minus(OLD);
    processes.apply(write.process()).heard().forEach((resource, state) -> {
      if (isBlind(state, oldest)) {
        throw new Violation(6, "nothing heard of " + resource.label() + " since " + state.lastSeen() + ": " + write);
      }
    });
  }

  private static boolean isBlind(InformerState state, Instant oldest) {
    return !state.synced() || state.lastSeen().isBefore(oldest);
  }
}
