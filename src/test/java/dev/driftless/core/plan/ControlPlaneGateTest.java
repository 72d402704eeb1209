package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which proxies a control plane that stands can serve. */
class ControlPlaneGateTest {

  @ParameterizedTest
  @CsvSource({"proxyv2:1.32.0, pilot:1.32.0", "proxyv2:1.31.9, pilot:1.32.0", "proxyv2:nightly, pilot:nightly"})
  void one_that_is_not_newer_or_has_the_same_tag(String proxy, String pilot) {
    assertThat(check(proxy, pilot)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"proxyv2:1.32.1, pilot:1.32.0", "proxyv2:1.33.0, pilot:1.32.9"})
  void not_one_that_is_newer(String proxy, String pilot) {
    assertThat(check(proxy, pilot)).contains(DeferReason.PROXY_AHEAD);
  }

  @ParameterizedTest
  @CsvSource({"proxyv2:nightly, pilot:1.32.0", "proxyv2:nightly, pilot:weekly", "proxyv2:1.32.0, pilot:nightly",
      "proxyv2@sha256:01, pilot@sha256:01"})
  void not_one_of_which_nobody_can_tell(String proxy, String pilot) {
    assertThat(check(proxy, pilot)).contains(DeferReason.PROXY_NOT_COMPARABLE);
  }

  private static Optional<DeferReason> check(String proxy, String pilot) {
    Inventory inventory = new Inventory();
    observe(inventory, Resource.CONTROL_PLANES, "istiod", new ControlPlaneFacts("istiod", "default", pilot,
        Optional.empty(), Map.of(), ControlPlaneFacts.State.SETTLED, ""));
    observe(inventory, Resource.WEBHOOK_CONFIGURATIONS, "webhooks", new WebhookConfigFacts("webhooks", "default",
        Optional.empty(), List.of(
            new Webhook("rev", LabelSelector.EVERYTHING, LabelSelector.EVERYTHING, true, Optional.empty()))));
    Expectation expected = Proxies.expected(proxy, false, "webhooks/rev");
    return ControlPlaneGate.check(expected, expected, inventory, true).map(Deferral::reason);
  }

  private static void observe(Inventory inventory, Resource resource, String name, Facts facts) {
    inventory.apply(new Change.Observed(new ObjectKey(resource, "istio-system", name), facts));
  }
}
