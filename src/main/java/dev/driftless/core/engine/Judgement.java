package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.injection.Expectation;

import java.time.Instant;

/**
 * What came of judging one workload.
 *
 * @param computed what the configuration alone gives a new pod
 * @param aim      the target that it alone would make
 * @param subject  what a proof would be about
 * @param standingSince since when its injector gives what it gives now; {@link Instant#MAX} if nobody knows
 */
record Judgement(Assessment assessment, Expectation computed, String aim, String subject, Instant standingSince) {

  /** The same with another assessment. */
  Judgement with(Assessment other) {
    return new Judgement(other, computed, aim, subject, standingSince);
  }
}
