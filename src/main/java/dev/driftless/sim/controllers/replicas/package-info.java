/**
 * ReplicaSets and ReplicationControllers: as many pods as they ask for. Both are one controller here, as they are in
 * truth. Pods are created in batches that double, so that what is refused for all is not tried for all; and deleted in
 * the real order of worth.
 */
package dev.driftless.sim.controllers.replicas;
