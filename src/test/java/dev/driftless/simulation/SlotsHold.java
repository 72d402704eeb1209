package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Invariant 2: slots in use never exceed a budget, whoever began. One that was told to wait half done uses none until
 * its next eviction.
 */
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
    check(write);
  }

  @Override
  public void evicted(Write eviction) {
    check(eviction);
  }

  private void check(Write write) {
    if (!write.stored()) {
      return;
    }
    List<Flights.Flight> running = flights.all().stream().filter(flight -> !flight.waits()).toList();
    long there = running.stream().filter(flight -> flight.namespace().equals(write.name().namespace())).count();
    int most = most(limits -> limits.maxInFlight().of(workloads));
    int mostPerNamespace = most(Limits::maxInFlightPerNamespace);
    if (running.size() > most || there > mostPerNamespace) {
      throw new Violation(2, running.size() + " restarts in flight of " + most + ", " + there + " of "
          + mostPerNamespace + " in " + write.name().namespace());
    }
  }
}
