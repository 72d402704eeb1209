package dev.driftless.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a verdict rests on has changed or not. */
class MadeLikeTest {

  private static final PodShape SHAPE = shape("");

  private final Inventory inventory = new Inventory();
  private Workload before;

  @BeforeEach
  void observe() {
    inventory.apply(Seen.workload(Resource.DAEMON_SETS, Seen.ref(Kind.DAEMON_SET, "agent")));
    pod("agent-a", "a", SHAPE, PodPhase.PENDING);
    pod("agent-b", "b", SHAPE, PodPhase.RUNNING);
    before = now();
  }

  @Test
  void another_state_of_a_pod_changes_nothing_of_it() {
    pod("agent-a", "a", SHAPE, PodPhase.RUNNING);

    assertThat(now()).isNotEqualTo(before);
    assertThat(now().isMadeLike(before)).isTrue();
  }

  @Test
  void a_pod_of_another_shape_does() {
    pod("agent-a", "a", shape("restart-1"), PodPhase.PENDING);

    assertThat(now().isMadeLike(before)).isFalse();
  }

  @Test
  void a_new_pod_of_the_same_name_does() {
    pod("agent-a", "c", SHAPE, PodPhase.PENDING);

    assertThat(now().isMadeLike(before)).isFalse();
  }

  @Test
  void a_pod_that_has_ended_does() {
    pod("agent-b", "b", SHAPE, PodPhase.FAILED);

    assertThat(now().isMadeLike(before)).isFalse();
  }

  @Test
  void its_owner_does() {
    inventory.apply(Seen.workload(Resource.DAEMON_SETS, Seen.ref(Kind.DAEMON_SET, "agent")));

    assertThat(now().isMadeLike(before)).isFalse();
  }

  private Workload now() {
    return inventory.workload(Seen.ref(Kind.DAEMON_SET, "agent")).orElseThrow();
  }

  private void pod(String name, String uid, PodShape shape, PodPhase phase) {
    inventory.apply(new Change.Observed(new ObjectKey(Resource.PODS, "shop", name),
        new PodFacts("shop", name, uid, "1", Instant.EPOCH, Optional.of(Seen.owner(Kind.DAEMON_SET, "agent")), shape,
            new PodState(phase, Optional.empty(), false, Optional.empty()))));
  }

  private static PodShape shape(String restartId) {
    return new PodShape(Map.of(), Optional.empty(), restartId, Optional.empty(), Map.of());
  }
}
