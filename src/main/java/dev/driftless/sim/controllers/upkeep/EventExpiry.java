package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Lets Events end an hour after they were told last. */
public final class EventExpiry {

  private static final Duration LIFE = Duration.ofHours(1);

  private final Workplace workplace;
  private final Client client;
  private final Deque<Told> told = new ArrayDeque<>();

  private record Told(Instant end, StoreEvent event) {}

  public EventExpiry(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.client("system:apiserver");
    workplace.watch(Set.of(ResourceTypes.EVENTS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.type() != StoreEvent.Type.DELETED) {
      told.addLast(new Told(workplace.timeline().now().plus(LIFE), event));
      if (told.size() == 1) {
        workplace.timeline().after(LIFE, this::expire);
      }
    }
  }

  private void expire() {
    while (!told.isEmpty() && !told.getFirst().end().isAfter(workplace.timeline().now())) {
      StoreEvent event = told.removeFirst().event();
      boolean unchanged = workplace.store().get(ResourceTypes.EVENTS, event.name())
          .filter(now -> now == event.object()).isPresent();
      if (unchanged) {
        delete(event);
      }
    }
    if (!told.isEmpty()) {
      workplace.timeline().at(told.getFirst().end(), this::expire);
    }
  }

  private void delete(StoreEvent event) {
    try {
      client.deleteNow(ResourceTypes.EVENTS, event.name());
    } catch (ApiException gone) {
      throw new IllegalStateException("cannot end " + event.name(), gone);
    }
  }
}
