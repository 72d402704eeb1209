/**
 * The state machine of one workload's restart, as a function of the marks on the workload and of what is observed, so
 * that a crashed process finds itself again.
 */
package dev.driftless.core.remediation;
