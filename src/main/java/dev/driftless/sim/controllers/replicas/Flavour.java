package dev.driftless.sim.controllers.replicas;

import dev.driftless.sim.api.Selector;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** What tells a ReplicaSet from a ReplicationController. */
public enum Flavour {

  REPLICA_SET(ResourceTypes.REPLICA_SETS, "replicaset-controller"), REPLICATION_CONTROLLER(
      ResourceTypes.REPLICATION_CONTROLLERS, "replication-controller");

  private final ResourceType type;
  private final String controller;

  Flavour(ResourceType type, String controller) {
    this.type = type;
    this.controller = controller;
  }

  ResourceType type() {
    return type;
  }

  /** The name of its controller, and of that one's service account. */
  String controller() {
    return controller;
  }

  Selector selector(ObjectNode set) {
    return this == REPLICA_SET ? Selector.ofSpec(Read.at(set, "spec", "selector"))
        : Selector.ofMap(Read.at(set, "spec", "selector"));
  }
}
