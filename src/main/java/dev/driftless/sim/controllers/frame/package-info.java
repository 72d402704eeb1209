/**
 * What every controller is made of. A {@link dev.driftless.sim.controllers.frame.ControlLoop loop} takes names of
 * objects, and reconciles each a moment later, so that controllers lag behind changes as real ones do: the moment is
 * drawn from the seed. Controllers read the store, which plays the part of their informers' caches, with the same
 * indexes ({@link dev.driftless.sim.controllers.frame.Owned by owner}, {@link
 * dev.driftless.sim.controllers.frame.Labelled by labels}), and write through a client in their own name only.
 *
 * <p>Unlike informers the store is never stale, so there are no "expectations" here; and there is no limit of requests
 * per second.
 */
package dev.driftless.sim.controllers.frame;
