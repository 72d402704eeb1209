/**
 * Why pods are stuck: the facts of a pod, or of the owner that cannot make it → {@link
 * dev.driftless.core.stuck.Finding}, with a diagnosis from a closed set. Each quotes its evidence and says whose
 * problem it is. What nobody can tell is {@code UNEXPLAINED}. Pure; a restart that has failed, {@code plan} and {@code
 * explain} tell it.
 */
package dev.driftless.core.stuck;
