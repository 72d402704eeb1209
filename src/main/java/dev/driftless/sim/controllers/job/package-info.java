/**
 * Jobs: pods that run until enough of them have ended well. A pod that has ended is counted once: it carries a
 * finalizer until it is.
 *
 * <p>Different from the real one: the count and the removal of the finalizer are not made safe against a crash between
 * them by {@code uncountedTerminatedPods}; no Indexed completion, deadlines, TTL, or policies for failures and success;
 * restarts of containers of pods with {@code restartPolicy: OnFailure} do not count as failures.
 */
package dev.driftless.sim.controllers.job;
