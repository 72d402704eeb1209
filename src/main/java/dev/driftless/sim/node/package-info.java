/**
 * Nodes, the scheduler that puts pods on them, and the kubelets that run them: nothing runs, but pods go through the
 * states of pods that do. How long each takes is drawn from the seed; what goes wrong is said by annotations of the
 * pod, by its images, or by {@link dev.driftless.sim.node.Misfortunes}.
 *
 * <p>Different from real ones: of the nodes that fit, the one with the fewest pods is taken, without other scores; no
 * preemption, affinity between pods, spreading or volumes. Kubelets renew no Leases and tell their
 * node's status when they start only, but are known to be {@link dev.driftless.sim.node.Kubelets#lose lost}; they tell
 * Events of what fails only, and leave a pod in {@code ImagePullBackOff} between attempts; readiness follows initial
 * delays of probes but asks nobody; lifecycle hooks, liveness and startup probes do not exist.
 */
package dev.driftless.sim.node;
