package dev.driftless.core.stuck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Troubles;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods of one workload, of which some are not ready since 1970-01-01T00:00:00Z. */
class StuckTest {

  private static final Duration AGE = Duration.ofMinutes(5);

  private static PodFacts pod(String name, String waiting) {
    return new PodFacts("shop", name, name, "1", Instant.EPOCH, Optional.empty(),
        new PodShape(Map.of(), Optional.empty(), "", Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, waiting.isEmpty() ? Optional.of(Instant.EPOCH) : Optional.empty(), false,
            Troubles.waiting(waiting)));
  }

  @Test
  void those_with_one_cause_are_one() {
    List<Stuck> found = Stuck.among(List.of(pod("a", "app: CrashLoopBackOff"), pod("b", "istio-proxy: ErrImagePull"),
        pod("c", ""), pod("d", "istio-proxy: ImagePullBackOff")), AGE, Instant.EPOCH.plus(AGE));

    assertThat(found).extracting(stuck -> stuck.finding().diagnosis(), Stuck::pod, Stuck::pods).containsExactly(
        tuple(Diagnosis.SIDECAR_IMAGE_PULL, "b", 2), tuple(Diagnosis.APP_CRASH, "a", 1));
  }

  @Test
  void none_is_before_its_time() {
    assertThat(Stuck.among(List.of(pod("a", "app: CrashLoopBackOff")), AGE, Instant.EPOCH.plus(AGE).minusNanos(1)))
        .isEmpty();
  }
}
