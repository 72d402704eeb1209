/**
 * The Deployment controller. One reconciliation takes one step: it adopts ReplicaSets, finds the one with the
 * Deployment's template or creates it, scales up or down within the bounds of the strategy, and tells the status.
 *
 * <p>Different from the real one: hashes have other values; {@code rollbackTo} of long ago is unknown; a ReplicaSet of
 * that name that belongs to somebody else is met with a collision count, but not compared deeply.
 */
package dev.driftless.sim.controllers.deployment;
