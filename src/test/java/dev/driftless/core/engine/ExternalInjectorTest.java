package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.ProofPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** An injector outside of the cluster, called by a URL: only its answers tell that it is there. */
class ExternalInjectorTest {

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.webhook(true, Optional.empty());
    world.upgrade("1.32.0");
  }

  @Test
  void without_proofs_nothing_is_restarted() {
    Daemon daemon = Daemon.enforcing(world);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.review(cart).deferred()).containsExactly(Deferral.of(DeferReason.WEBHOOK_NOT_SERVED,
        "webhooks/namespace.sidecar-injector.istio.io calls a URL: whether anything answers there cannot be seen"));
  }

  @Test
  void with_a_proof_it_is_like_any_other() {
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(9, 9, 9));
    daemon.settled();
    daemon.prove("1.32.0");

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(cart);
  }

  @Test
  void one_without_a_control_plane_in_the_cluster_is_known_by_its_answers_only() {
    world.noIstiod();
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(9, 9, 9));
    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.verdict(cart)).isEqualTo(new Verdict.Unknown(UnknownReason.CONTROL_PLANE_EXTERNAL,
        "webhooks/namespace.sidecar-injector.istio.io calls a URL for revision 'default': its istiod is not in this"
            + " cluster"));

    daemon.prove("1.32.0");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(20)))).containsExactly(cart);
  }

  @Test
  void what_it_gives_is_asked_again_for_nobody_sees_it_change() {
    world.noIstiod();
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(9, 9, 9));
    daemon.settled();
    daemon.prove("1.31.2");
    daemon.after(Duration.ofMinutes(30));
    assertThat(daemon.asked()).isEmpty();

    daemon.after(Duration.ofSeconds(1));
    daemon.prove("1.32.0");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.verdict(cart).label()).isEqualTo("Drifted");
  }

  @Test
  void one_whose_pods_never_come_out_as_it_showed_is_given_up() {
    world.noIstiod();
    world.noInjector();
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(9, 9, 9));
    daemon.settled();
    int restarts = 0;
    for (int i = 0; i < 2000; i++) {
      daemon.prove("1.32.0");
      for (Effect.Restart restart : daemon.after(Duration.ofSeconds(10))) {
        restarts++;
        daemon.accept(restart);
        daemon.tick();
        world.roll(cart, "1.31.3", daemon.now());
      }
    }

    assertThat(restarts).isEqualTo(3);
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
  }

  @Test
  void a_webhook_without_a_ca_bundle_is_none() {
    world.webhook(false, Optional.empty());
    Daemon daemon = Daemon.enforcing(world);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.review(cart).deferred()).containsExactly(Deferral.of(DeferReason.WEBHOOK_NOT_SERVED,
        "webhooks/namespace.sidecar-injector.istio.io has no CA bundle"));
  }
}
