package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;

import java.util.Collection;
import java.util.function.ToIntFunction;

/** Invariant 2: slots in use never exceed a budget, whoever began. */
final class SlotsHold implements Invariant {

  private final InForce inForce;
  private final int workloads;
  private final Flights flights;

  /** @param workloads that there were ever, of which a share is meant */
  SlotsHold(InForce inForce, int workloads, Flights flights) {
    this.inForce = inForce;
    this.workloads = workloads;
    this.flights = flights;
  }

  private int most(ToIntFunction<Limits> limit) {
    return inForce.possible().map(Policy::limits).mapToInt(limit).max().orElseThrow();
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    Collection<Flights.Flight> running = flights.all();
    long there = running.stream().filter(flight -> flight.namespace().equals(write.name().namespace())).count();
    int most = most(limits -> limits.maxInFlight().of(workloads));
    int mostPerNamespace = most(Limits::maxInFlightPerNamespace);
    if (running.size() > most || there > mostPerNamespace) {
      throw new Violation(2, running.size() + " restarts in flight of " + most + ", " + there + " of "
          + mostPerNamespace + " in " + write.name().namespace());
    }
  }
}
