package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.node.ObjectNode;

import java.time.temporal.ChronoUnit;

/** What every kind of request needs. */
record Backend(Store store, Timeline timeline, Identities identities, Sharing sharing) {

  ObjectNode get(ResourceType type, ObjectName name) throws ApiException {
    return store.get(type, name).orElseThrow(() -> Refusals.notFound(type, name.name()));
  }

  /** As objects tell the time: in whole seconds. */
  String now() {
    return timeline.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  String inSeconds(long seconds) {
    return timeline.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds).toString();
  }
}
