/**
 * Compares what runs with what the injector would give: facts × expectation → {@link dev.driftless.core.drift.Verdict}.
 * Where the API server has shown what a new pod would be, that is the expectation. Of the past only one thing counts:
 * what the mesh's settings without a trace on pods were when a pod was made, and that is an argument
 * ({@link dev.driftless.core.drift.MeshMemory}). Pure but for one remembered result; no clock, no limits. Whether and
 * when something is done about a drift is decided in {@code core.plan}.
 */
package dev.driftless.core.drift;
