package dev.driftless.core.stuck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodRefusal;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Troubles;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods of one workload, of which some are not ready since 1970-01-01T00:00:00Z. */
class StuckTest {

  private static final Duration AGE = Duration.ofMinutes(5);
  private static final String QUOTA = "pods \"cart-5d9c\" is forbidden: exceeded quota: small";

  private static PodFacts pod(String name, String waiting) {
    return new PodFacts("shop", name, name, "1", Instant.EPOCH, Optional.empty(),
        new PodShape(Map.of(), Optional.empty(), "", Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, waiting.isEmpty() ? Optional.of(Instant.EPOCH) : Optional.empty(), false,
            Troubles.waiting(waiting)));
  }

  @Test
  void those_with_one_cause_are_one() {
    List<PodFacts> pods = List.of(pod("a", "app: CrashLoopBackOff"), pod("b", "istio-proxy: ErrImagePull"),
        pod("c", ""), pod("d", "istio-proxy: ImagePullBackOff"));

    List<Stuck> found = Stuck.of(Optional.empty(), pods, AGE, Instant.EPOCH.plus(AGE));

    assertThat(found).extracting(stuck -> stuck.finding().diagnosis(), Stuck::pod, Stuck::pods).containsExactly(
        tuple(Diagnosis.SIDECAR_IMAGE_PULL, "b", 2), tuple(Diagnosis.APP_CRASH, "a", 1));
  }

  @Test
  void none_is_before_its_time() {
    List<PodFacts> pods = List.of(pod("a", "app: CrashLoopBackOff"));

    assertThat(Stuck.of(Optional.of(owner("FailedCreate", QUOTA)), pods, AGE, Instant.EPOCH.plus(AGE).minusNanos(1)))
        .isEmpty();
  }

  @Test
  void pods_that_were_never_made_are_told_of_by_their_owner() {
    assertThat(Stuck.of(Optional.of(owner("FailedCreate", QUOTA)), List.of(), AGE, Instant.EPOCH.plus(AGE)))
        .containsExactly(new Stuck("", new Finding(Diagnosis.REFUSED, Owner.CLUSTER, QUOTA, Instant.EPOCH), 2));
  }

  @Test
  void pods_that_cannot_be_removed_are_not_stuck() {
    assertThat(Stuck.of(Optional.of(owner("FailedDelete", QUOTA)), List.of(), AGE, Instant.EPOCH.plus(AGE))).isEmpty();
  }

  @Test
  void an_injector_that_does_not_answer_is_a_matter_of_the_mesh() {
    assertThat(Refusal.of(owner("FailedCreate", "Internal error occurred: failed calling webhook"
        + " \"namespace.sidecar-injector.istio.io\": connection refused")).orElseThrow().owner()).isEqualTo(Owner.MESH);
  }

  private static WorkloadFacts owner(String reason, String message) {
    WorkloadRef ref = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u");
    TemplateFacts template =
        new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "", "", "", Map.of());
    return new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false, Optional.empty(), Map.of(), template,
        new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO), new Replicas(3, 1, 1, 1, true), "")
            .refused(Optional.of(new PodRefusal(reason, message, Instant.EPOCH)));
  }
}
