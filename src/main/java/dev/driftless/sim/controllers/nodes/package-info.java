/**
 * What becomes of nodes whose kubelets are not heard of, and of the pods on them. Fifty seconds after the last
 * heartbeat the conditions of the node are unknown, its pods not ready, and it has taints: the scheduler leaves it
 * alone, and its pods are marked for deletion when their tolerations end, after five minutes for most. So they stay
 * until the kubelet is back, since nobody else ends a pod. If it is back in time, nothing is deleted. Of each zone one
 * node after the other has its pods deleted, and none at all as long as no node is well.
 *
 * <p>Different from the real ones: heartbeats are not told, their end is, so the last one is always of the moment in
 * which a kubelet fell silent; there is no look every five seconds that would add to the time; all taints come and go
 * in one write. Cordoned nodes get no taint, and neither do new ones until they are ready. Pods of nodes that were
 * deleted stay: there is no garbage collection of pods.
 */
package dev.driftless.sim.controllers.nodes;
