/**
 * HorizontalPodAutoscalers: every 15 seconds the pods of a target are asked how much of the cpu that they request they
 * use, and the target gets as many replicas as bring that near to what is wanted. What they use is said by a script,
 * the {@link dev.driftless.sim.controllers.autoscaling.Loads}; what nobody has said cannot be measured, as in a cluster
 * whose metrics server is away. Pods that start, end or are out of reach count as they do in truth.
 *
 * <p>Different from the real one: there is no {@code behavior}, and no metric but the utilization of cpu by whole pods;
 * others are refused or not measured, with a clear error. Two autoscalers of the same pods do not notice each other.
 * Samples are of the moment, over the 15 seconds before it. The scale is read from the target itself and written as the
 * subresource {@code scale} would write it.
 */
package dev.driftless.sim.controllers.autoscaling;
