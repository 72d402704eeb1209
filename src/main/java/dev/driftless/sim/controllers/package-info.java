/**
 * The controllers of the cluster, each in a package of its own, with what is different from the real one in its notes.
 * They meet in the API only. What they have in common is in {@link dev.driftless.sim.controllers.frame}. Garbage
 * collection is with the API, whose rules for deletion it completes.
 *
 * <p>Missing altogether: CronJobs, resource quota, garbage collection of pods, TTL of finished Jobs, the publisher of
 * {@code kube-root-ca.crt}, anything about volumes.
 */
package dev.driftless.sim.controllers;
