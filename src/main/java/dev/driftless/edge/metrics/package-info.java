/**
 * What Prometheus sees. {@link dev.driftless.edge.metrics.Meters} is fed with facts and counts and knows nothing else;
 * labels are closed sets or capped, never names of workloads. Series of closed sets exist from the start, at 0, so that
 * {@code increase()} sees the first event; series of a revision or version go when the last of its group goes.
 */
package dev.driftless.edge.metrics;
