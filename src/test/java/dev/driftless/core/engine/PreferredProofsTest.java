package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.ProofPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** What goes without a proof where proofs are preferred, and we may not ask for any. */
class PreferredProofsTest {

  private final World world = new World();

  @ParameterizedTest
  @ValueSource(strings = {"docker.io/istio/proxyv2:1.31.2", "docker.io/istio/proxyv2:1.30.0", "istio/proxyv2:1.31.2"})
  void an_older_version_from_where_the_injector_takes_it_goes(String image) {
    WorkloadRef cart = drifted(image);
    Daemon daemon = forbidden();

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(cart);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mirror.example/istio/proxyv2:1.31.2", "docker.io/istio/proxyv2:1.31.2@sha256:01",
      "docker.io/istio/proxyv2:1.33.0", "docker.io/istio/proxyv2:1.32.0-distroless"})
  void whatever_else_differs_does_not(String image) {
    WorkloadRef cart = drifted(image);
    Daemon daemon = forbidden();

    assertThat(daemon.after(Duration.ofSeconds(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NOT_PROVABLE);
  }

  private WorkloadRef drifted(String image) {
    world.namespace("shop");
    WorkloadRef cart = world.workloadOf("shop", "cart", 3, image);
    world.upgrade("1.32.0");
    return cart;
  }

  private Daemon forbidden() {
    Daemon daemon = Daemon.proving(world, ProofPolicy.PREFERRED, Daemon.limits(1, 1, 100));
    daemon.settled();
    daemon.asked().forEach(question -> daemon.answer(question, new ProofAnswer.Forbidden("cannot create pods")));
    return daemon;
  }
}
