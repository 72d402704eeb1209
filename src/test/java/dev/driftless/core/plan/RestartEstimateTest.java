package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class RestartEstimateTest {

  private static final Limits LIMITS = new Limits(new Budget.Count(1), 1, new Limits.Rate(1, Duration.ofMinutes(1)),
      new Limits.Cooldown(Duration.ofMinutes(1), Duration.ofMinutes(1)), 1, Duration.ofMinutes(15),
      Duration.ofSeconds(60), 1);
  private static final Duration NO_DEADLINE = Duration.ZERO;

  @ParameterizedTest(name = "{0} pods, {1} at once")
  @CsvSource({"3, 1, PT7M", "3, 0, PT7M", "4, 2, PT5M", "5, 2, PT7M", "3, 3, PT3M", "0, 1, PT1M"})
  void there_are_as_many_steps_as_batches_and_then_the_soak(int pods, int atOnce, Duration expected) {
    assertThat(estimate(pods, atOnce, NO_DEADLINE, 120L, 120L)).isEqualTo(expected);
  }

  @Test
  void a_step_is_as_long_as_half_of_the_pods_took() {
    assertThat(estimate(1, 1, NO_DEADLINE, 600L, 10L, 20L)).isEqualTo(Duration.ofSeconds(80));
    assertThat(estimate(1, 1, NO_DEADLINE, 600L, 10L)).isEqualTo(Duration.ofSeconds(70));
  }

  @Test
  void pods_that_are_not_ready_tell_nothing() {
    assertThat(estimate(1, 1, NO_DEADLINE, null, 10L, null)).isEqualTo(Duration.ofSeconds(70));
  }

  @Test
  void a_step_takes_no_longer_than_the_deadline() {
    assertThat(estimate(1, 1, NO_DEADLINE, 86_400L)).isEqualTo(Duration.ofMinutes(16));
    assertThat(estimate(1, 1, Duration.ofMinutes(20), 86_400L)).isEqualTo(Duration.ofMinutes(21));
    assertThat(estimate(1, 1, Duration.ofMinutes(10), 86_400L)).isEqualTo(Duration.ofMinutes(16));
  }

  @Test
  void a_step_takes_as_long_as_the_deadline_if_nothing_is_known() {
    assertThat(estimate(2, 1, NO_DEADLINE, (Long) null)).isEqualTo(Duration.ofMinutes(31));
  }

  @Test
  void clocks_that_disagree_make_no_step_shorter_than_nothing() {
    assertThat(estimate(2, 1, NO_DEADLINE, -5L)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void midway_there_is_only_the_next_step_and_the_soak() {
    assertThat(RestartEstimate.of(candidate(5, 1, NO_DEADLINE, true, 60L), LIMITS)).isEqualTo(Duration.ofMinutes(2));
  }

  private static Duration estimate(int desired, int atOnce, Duration progressDeadline, Long... seconds) {
    return RestartEstimate.of(candidate(desired, atOnce, progressDeadline, false, seconds), LIMITS);
  }

  private static Candidate candidate(int desired, int atOnce, Duration progressDeadline, boolean midway,
      Long... seconds) {
    WorkloadRef ref = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u");
    TemplateFacts template =
        new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "", "d", "{}", Map.of());
    WorkloadFacts facts = new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false, Optional.empty(), Map.of(), template,
        new Strategy(Strategy.Type.ROLLING_UPDATE, atOnce, 0, false, progressDeadline),
        new Replicas(desired, desired, desired, desired, true), "");
    List<PodFacts> pods = Stream.of(seconds).map(RestartEstimateTest::pod).toList();
    Workload workload = new Workload(ref, Optional.of(facts), Optional.of(template), pods);
    Candidate.Past past = new Candidate.Past(Instant.EPOCH, Optional.empty(), 0, false, false, false, midway,
        Optional.empty(), Optional.empty());
    return new Candidate(workload, null, null, past, Optional.empty(), false, null);
  }

  private static PodFacts pod(Long toReady) {
    PodState state =
        new PodState(PodPhase.RUNNING, Optional.ofNullable(toReady).map(Instant.EPOCH::plusSeconds), false,
            Optional.empty());
    return new PodFacts("shop", "cart-x", "u-x", "1", Instant.EPOCH, Optional.empty(),
        new PodShape(Map.of(), Optional.empty(), "", Optional.empty(), Map.of()), state);
  }
}
