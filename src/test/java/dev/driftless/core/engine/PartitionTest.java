package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** A StatefulSet with a partition: its controller replaces the pods from that ordinal on, and no others. */
class PartitionTest {

  private final World world = new World();
  private final Daemon daemon = Daemon.enforcing(world);
  private WorkloadRef db;

  @BeforeEach
  void the_last_of_three_is_let_through() {
    world.namespace("shop");
    db = world.workload("shop", "db", 3, "1.31.2");
    partition(2);
    world.upgrade("1.32.0");
  }

  @Test
  void it_is_restarted_and_verified_as_far_as_the_partition_lets_it_through() {
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.tick();
    replace("db-2", "1.32.0");
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome, Fact.Ended::detail)
        .containsExactly(tuple(Outcome.VERIFIED, "1 new pods ready and in sync"));
    assertThat(daemon.census().inFlight()).isEmpty();
  }

  @Test
  void then_the_pods_below_it_are_deferred_and_nothing_is_restarted_again() {
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    replace("db-2", "1.32.0");
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(db)).containsExactly(DeferReason.PARTITIONED);
    assertThat(daemon.verdict(db).label()).isEqualTo("Drifted");
  }

  @Test
  void one_that_lets_nothing_drifted_through_is_not_restarted() {
    partition(3);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(db)).containsExactly(DeferReason.PARTITIONED);
  }

  @Test
  void a_new_pod_that_does_not_get_ready_fails_it_as_any_other() {
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    daemon.after(Duration.ofMinutes(16));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.TIMED_OUT);
  }

  @Test
  void a_new_pod_as_drifted_as_the_old_one_is_no_success() {
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    replace("db-2", "1.31.2");
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.DID_NOT_CONVERGE);
  }

  private void partition(int ordinal) {
    world.strategy(db, new Strategy(Strategy.Type.ROLLING_UPDATE, 1, ordinal, false, Duration.ZERO));
  }

  private void replace(String name, String tag) {
    PodFacts old = world.pods(db).stream().filter(pod -> pod.name().equals(name)).findFirst().orElseThrow();
    PodShape shape = new PodShape(old.shape().labels(),
        Optional.of(Proxies.plain("docker.io/istio/proxyv2:" + tag, "default")),
        world.facts(db).template().annotations().get(Marks.RESTART_ID), Optional.empty(), old.shape().images());
    world.put(db, new PodFacts(old.namespace(), name, "new", "n1", daemon.now(), old.owner(), shape,
        new PodState(old.state().phase(), Optional.of(daemon.now()), false, Optional.empty())));
    world.replicas(db, new Replicas(3, 3, 3, 3, true));
  }
}
