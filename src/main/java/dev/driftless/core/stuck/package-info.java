/**
 * Why pods are stuck: the facts of a pod → {@link dev.driftless.core.stuck.Finding}, with a diagnosis from a closed
 * set. Each quotes its evidence and says whose problem it is. What nobody can tell is {@code UNEXPLAINED}. Pure; a
 * restart that has failed and {@code explain} tell it.
 */
package dev.driftless.core.stuck;
