package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** Another webhook turns the injector's image into a mere digest, which tells no version. */
class RewrittenImageTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String OLD = "docker.io/istio/proxyv2@sha256:01d";
  private static final String NEW = "docker.io/istio/proxyv2@sha256:0e3";

  private final World world = new World();
  private final Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(1, 1, 100));
  private WorkloadRef cart;

  @BeforeEach
  void a_workload_behind_such_a_webhook() {
    world.namespace("shop");
    cart = world.workloadOf("shop", "cart", 3, OLD);
  }

  private void prove(String image) {
    daemon.asked().forEach(question -> daemon.answer(question,
        new ProofAnswer.Admitted(Optional.of(Proxies.plain(image, "default")))));
  }

  @Test
  void is_restarted_once_the_proof_shows_another_digest_and_verified_by_it() {
    world.upgrade("1.32.1");
    daemon.settled();
    prove(NEW);

    daemon.after(SECOND);
    Effect.Restart restart = daemon.after(Duration.ofSeconds(20)).getFirst();
    daemon.accept(restart);
    daemon.tick();
    world.rollTo(cart, NEW, daemon.now());
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.refs(daemon.after(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void waits_for_its_istiod_by_the_version_that_the_configuration_tells() {
    world.injector("1.32.1");
    daemon.settled();
    prove(NEW);

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.PROXY_AHEAD).doesNotContain(
        DeferReason.PROXY_NOT_COMPARABLE);
  }
}
