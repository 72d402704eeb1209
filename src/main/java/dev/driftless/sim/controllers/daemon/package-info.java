/**
 * DaemonSets: one pod on each node that its template may be on. A pod that is there already stays as long as it
 * tolerates what is wrong with the node, so also on one that is out of reach; it counts as misscheduled then.
 *
 * <p>Different from the real one: {@code maxSurge} counts as {@code maxUnavailable}, so that old pods go before new
 * ones come; nodes are taken in the order of their names, where the real one has none; failed pods are replaced at
 * once, without a pause that grows.
 */
package dev.driftless.sim.controllers.daemon;
