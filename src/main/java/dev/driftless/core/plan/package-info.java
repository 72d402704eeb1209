/**
 * Who may be restarted now, and why the others may not: policy and limits as records, gates, windows, slots, rate,
 * disruption budgets, order. Everything here fails closed: what is not known to be allowed is deferred with a
 * {@link dev.driftless.core.plan.DeferReason}.
 */
package dev.driftless.core.plan;
