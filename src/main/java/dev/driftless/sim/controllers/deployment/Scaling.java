package dev.driftless.sim.controllers.deployment;

import tools.jackson.databind.node.ObjectNode;

/** One ReplicaSet is to have that many replicas. */
record Scaling(ObjectNode set, int replicas) {}
