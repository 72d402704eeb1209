/**
 * The cluster as last observed: the only copy of the facts. It answers which pods a workload has (pod → ReplicaSet →
 * Deployment) and which workloads a change can affect, by index and not by scanning. It decides nothing.
 */
package dev.driftless.core.inventory;
