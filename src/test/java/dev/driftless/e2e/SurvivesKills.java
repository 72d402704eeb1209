package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.stream.Stream;

/** What holds when all is over, at whatever moments the daemon was killed. */
interface SurvivesKills {

  KillRun run();

  @Test
  default void each_workload_got_one_patch_whoever_sent_it() {
    assertThat(run().candidates()).hasSize(KillRun.WORKLOADS);
    assertThat(run().patchesAtLastKill()).as("patches before the last kill").isPositive();
    assertThat(run().patches()).extracting(AuditEvent::ref)
        .containsExactlyInAnyOrderElementsOf(run().candidates());
    assertThat(run().patches()).extracting(AuditEvent::code).containsOnly(200);
  }

  @Test
  default void each_pod_that_nobody_else_replaces_was_evicted_once_whoever_did_it() {
    assertThat(run().doomed()).hasSize(3 * 3 + 2 * 2);
    assertThat(run().evictionsAtLastKill()).as("evictions before the last kill").isPositive();
    assertThat(run().evictions())
        .extracting(eviction -> eviction.body().at("/deleteOptions/preconditions/uid").asString(""))
        .containsExactlyInAnyOrderElementsOf(run().doomed());
  }

  @Test
  default void slots_and_rate_held_across_all_lives() {
    Stream<Instant> actions = Stream.of(run().patches(), run().evictions()).flatMap(list -> list.stream())
        .map(AuditEvent::received);

    assertThat(run().rollouts().mostAtOnce(ref -> true)).as("%s", run().rollouts())
        .isLessThanOrEqualTo(KillRun.IN_FLIGHT);
    assertThat(Rollouts.mostWithin(KillRun.RATE_PER, actions)).isLessThanOrEqualTo(KillRun.RATE);
  }

  @Test
  default void budgets_held_across_all_lives() {
    assertThat(run().fewestReadyOfSets()).hasSize(5 + 3)
        .allSatisfy((ref, fewest) -> assertThat(fewest).as(ref.toString())
            .isGreaterThanOrEqualTo(KillRun.FEWEST_OF_SET));
  }
}
