package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Census.PodGroup;
import dev.driftless.core.engine.Census.State;
import dev.driftless.core.engine.Census.WorkloadGroup;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** What is counted as what. */
class CensusTest {

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload_and_one_in_sync() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.workload("shop", "fine", 2, "1.32.0");
    world.upgrade("1.32.0");
  }

  @Test
  void a_workload_is_in_sync_or_drifted() {
    daemon.after(Duration.ZERO);

    assertCounted(State.DRIFTED);
    assertThat(daemon.census().deferred()).isEqualTo(Map.of(DeferReason.MESH_SETTLING, 1));
    assertThat(daemon.census().inFlight()).isEmpty();
  }

  @Test
  void one_that_is_to_have_no_sidecar_and_has_none_is_unmanaged() {
    daemon.after(Duration.ZERO);
    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", Map.of(), Map.of(), false));
    world.rollTo(cart, "", daemon.now());
    daemon.tick();

    assertThat(daemon.census().workloads()).isEqualTo(Map.of(
        new WorkloadGroup(Kind.DAEMON_SET, State.UNMANAGED, ""), 1,
        new WorkloadGroup(Kind.DAEMON_SET, State.DRIFTED, ""), 1));
  }

  @Test
  void one_that_people_want_left_alone_is_exempt() {
    world.annotate(cart, Map.of("driftless.dev/restart", "false"), Map.of());
    daemon.after(Duration.ZERO);

    assertCounted(State.EXEMPT);
  }

  @Test
  void one_of_which_nothing_can_be_said_is_unknown() {
    world.annotate(cart, Map.of("driftless.dev/restart", "no"), Map.of());
    daemon.after(Duration.ZERO);

    assertCounted(State.UNKNOWN);
  }

  @Test
  void one_in_restart_is_that_whatever_its_verdict() {
    daemon.settled();

    assertCounted(State.RESTARTING);
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(Kind.DAEMON_SET, 1));
    assertThat(daemon.census().deferred()).isEmpty();
  }

  @Test
  void one_whose_restart_has_failed_is_failed_and_stops_all_others() {
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.stick(cart, "1.32.0");
    daemon.after(Duration.ofMinutes(16));

    assertCounted(State.FAILED);
    assertThat(daemon.census().stopping()).isEqualTo(1);
  }

  @Test
  void one_that_is_given_up_is_quarantined() {
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));

    assertCounted(State.QUARANTINED);
  }

  @Test
  void pods_are_counted_by_the_version_of_their_proxy_wherever_its_image_comes_from() {
    world.workloadOf("shop", "mirrored", 6, "mirror.example/istio/proxyv2:1.31.2");
    world.workloadOf("shop", "odd", 4, "docker.io/istio/proxyv2:nightly");
    world.workloadOf("shop", "none", 5, "");
    daemon.after(Duration.ZERO);

    assertThat(daemon.census().pods()).isEqualTo(Map.of(new PodGroup("1.31.2", "default"), 9,
        new PodGroup("1.32.0", "default"), 2, new PodGroup("unknown", "default"), 4));
  }

  /** It in that state, and the other in sync. */
  private void assertCounted(State state) {
    assertThat(daemon.census().workloads()).isEqualTo(Map.of(
        new WorkloadGroup(Kind.DAEMON_SET, state, "default"), 1,
        new WorkloadGroup(Kind.DAEMON_SET, State.IN_SYNC, "default"), 1));
  }
}
