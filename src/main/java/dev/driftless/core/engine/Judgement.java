package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.injection.Expectation;

/**
 * What came of judging one workload.
 *
 * @param computed what the configuration alone gives a new pod
 * @param aim      the target that it alone would make
 * @param subject  what a proof would be about
 */
record Judgement(Assessment assessment, Expectation computed, String aim, String subject) {}
