/**
 * Compares what runs with what the injector would give: facts × expectation → {@link dev.driftless.core.drift.Verdict}.
 * Pure functions; no history, no time, no limits. Whether and when something is done about a drift is decided in
 * {@code core.plan}.
 */
package dev.driftless.core.drift;
