package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** New pods whose traffic Istio's CNI plugin redirects wait until its DaemonSet is rolled out. */
class CniGateTest {

  private static final ObjectKey KEY = new ObjectKey(Resource.DAEMON_SETS, "istio-system", "istio-cni-node");
  private static final Expectation BY_CNI = injected(InitKind.ISTIO_VALIDATION);

  private final Inventory inventory = new Inventory();

  @Test
  void while_it_rolls_out_nobody_who_needs_it_is_restarted() {
    plugin("istio-cni-node", new Replicas(3, 3, 1, 3, true));

    assertThat(CniGate.check(BY_CNI, inventory)).contains(Deferral.of(DeferReason.CONTROL_PLANE_NOT_READY,
        "DaemonSet istio-system/istio-cni-node: 1 pods updated and 3 available, of 3"));
  }

  @Test
  void nor_while_its_controller_has_not_seen_its_newest_specification() {
    plugin("istio-cni-node", new Replicas(3, 3, 3, 3, false));

    assertThat(CniGate.check(BY_CNI, inventory)).isPresent();
  }

  @Test
  void as_many_of_its_pods_may_be_missing_as_its_rollout_takes_down() {
    plugin("istio-cni-node", new Replicas(3, 3, 3, 2, true));
    assertThat(CniGate.check(BY_CNI, inventory)).isEmpty();

    plugin("istio-cni-node", new Replicas(3, 3, 3, 1, true));
    assertThat(CniGate.check(BY_CNI, inventory)).isPresent();
  }

  @Test
  void who_has_its_own_init_container_or_no_sidecar_does_not_need_it() {
    plugin("istio-cni-node", new Replicas(3, 3, 0, 0, true));

    assertThat(CniGate.check(injected(InitKind.ISTIO_INIT), inventory)).isEmpty();
    assertThat(CniGate.check(new Expectation.NotInjected(SkipReason.DANGLING_REVISION, "", "default"), inventory))
        .isEmpty();
  }

  @Test
  void another_daemon_set_is_not_it() {
    plugin("calico-node", new Replicas(3, 3, 0, 0, true));

    assertThat(CniGate.check(BY_CNI, inventory)).isEmpty();
  }

  @Test
  void one_that_is_gone_is_not_waited_for() {
    plugin("istio-cni-node", new Replicas(3, 3, 0, 0, true));
    inventory.apply(new Change.Gone(KEY));

    assertThat(CniGate.check(BY_CNI, inventory)).isEmpty();
  }

  private static Expectation injected(InitKind init) {
    Proxy plain = Proxies.plain("docker.io/istio/proxyv2:1.32.0", "default");
    return Expectation.Injected.shown(new Proxy(plain.container(), plain.image(), plain.revision(), init,
        plain.resources(), plain.scraping(), plain.settings()), "webhooks/namespace", false);
  }

  private void plugin(String label, Replicas replicas) {
    WorkloadRef ref = new WorkloadRef(Kind.DAEMON_SET, KEY.namespace(), KEY.name(), "uid");
    TemplateFacts template = new TemplateFacts(Map.of("k8s-app", label), Map.of(), false, Optional.empty(),
        Optional.empty(), "", "digest", "{}", Map.of());
    inventory.apply(new Change.Observed(KEY, new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false, Optional.empty(),
        Map.of(), template, new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO), replicas, "")));
  }
}
