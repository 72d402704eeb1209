package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.ExemptReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Places;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drifted workloads that are reported and never restarted, however long they wait. */
class UntouchedTest {

  private static final Map<String, String> OPT_OUT = Map.of("driftless.dev/restart", "false");
  private static final Map<String, String> GATEWAY = Map.of("inject.istio.io/templates", "gateway");

  private final World world = new World();
  private final Daemon daemon = Daemon.enforcing(world);
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void a_gateway_is_reported() {
    world.annotate(cart, Map.of(), GATEWAY);

    assertNeverRestarted();
    assertThat(daemon.review(cart).verdict()).isInstanceOf(Verdict.Drifted.class);
    assertThat(daemon.review(cart).deferred()).containsExactly(
        Deferral.of(DeferReason.POLICY_REPORT, "a gateway, and gateways.policy is report"));
    assertThat(daemon.review(cart).action()).isEqualTo(Review.Action.NONE);
  }

  @Test
  void a_drift_that_is_only_reported_says_by_which_policy() {
    world.annotate(cart, Map.of(), Map.of("sidecar.istio.io/inject", "false"));

    assertNeverRestarted();
    assertThat(daemon.review(cart).deferred()).containsExactly(
        Deferral.of(DeferReason.POLICY_REPORT, "drift.policy.UNWANTED_SIDECAR is report"));
  }

  @Test
  void so_does_that_of_a_gateway_that_may_be_restarted() {
    Policy plain = Daemon.policy(Mode.ENFORCE, Daemon.limits(9, 9, 9));
    Map<DriftReason, Reaction> reactions = new EnumMap<>(plain.reactions());
    reactions.put(DriftReason.IMAGE, Reaction.REPORT);
    Daemon gateways = new Daemon(world, new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        reactions, plain.proof(), plain.limits())
        .with(new Places(Optional.empty(), "", Reaction.RESTART, Set.of())));
    world.annotate(cart, Map.of(), GATEWAY);

    gateways.settled();

    assertThat(gateways.review(cart).deferred().getFirst().detail()).startsWith("drift.policy.");
  }

  @Test
  void an_opt_out_on_the_workload_exempts_it() {
    world.annotate(cart, OPT_OUT, Map.of());

    assertNeverRestarted();
    assertOptedOut();
  }

  @Test
  void an_opt_out_on_the_pod_template_exempts_it() {
    world.annotate(cart, Map.of(), OPT_OUT);

    assertNeverRestarted();
    assertOptedOut();
  }

  @Test
  void an_opt_out_on_the_namespace_exempts_all_in_it() {
    annotateNamespace("false");

    assertNeverRestarted();
    assertOptedOut();
  }

  @Test
  void an_opt_out_that_cannot_be_read_leaves_the_workload_alone() {
    annotateNamespace("no");

    assertNeverRestarted();
    assertThat(daemon.review(cart).verdict()).isEqualTo(new Verdict.Unknown(UnknownReason.ANNOTATION_UNREADABLE,
        "annotation driftless.dev/restart: \"no\" on the namespace; allowed: \"true\", \"false\""));
  }

  @Test
  void an_opt_out_taken_back_lets_the_restart_happen() {
    annotateNamespace("false");
    daemon.settled();

    annotateNamespace("true");
    daemon.tick();

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(15)))).containsExactly(cart);
  }

  private void annotateNamespace(String restart) {
    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", Map.of("istio-injection", "enabled"),
        Map.of("driftless.dev/restart", restart), false));
  }

  private void assertNeverRestarted() {
    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
  }

  private void assertOptedOut() {
    assertThat(daemon.review(cart).verdict()).asInstanceOf(InstanceOfAssertFactories.type(Verdict.Exempt.class))
        .extracting(Verdict.Exempt::reason).isEqualTo(ExemptReason.OPTED_OUT);
  }
}
