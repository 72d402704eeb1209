package dev.driftless.sim.mesh;

import static dev.driftless.sim.mesh.MeshBed.pod;
import static dev.driftless.sim.mesh.MeshBed.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.function.Function;

class PodWebhooksTest {

  private static final String FAILED = "Internal error occurred: failed calling webhook "
      + "\"namespace.sidecar-injector.istio.io\": failed to call webhook: "
      + "Post \"https://istiod.istio-system.svc:443/inject?timeout=10s\": ";
  private static final ObjectName CONFIGURATION = new ObjectName("", "istio-sidecar-injector");

  private final MeshBed bed = new MeshBed();

  PodWebhooksTest() throws ApiException {
    bed.install(MeshBed.RELEASE);
  }

  @Test
  void a_pod_that_no_webhook_is_for_stays_as_it_is() throws ApiException {
    ObjectNode pod = bed.create("plain", pod("web", "", "sidecar.istio.io/inject: 'true'"));

    assertThat(revision(pod)).isEmpty();
  }

  @Test
  void a_pod_is_refused_while_no_istiod_is_ready() throws ApiException {
    bed.unready("istiod");

    assertRefused(FAILED + "no endpoints available for service \"istiod\"");
  }

  @Test
  void a_pod_is_refused_if_there_is_no_such_service() throws ApiException {
    bed.client.delete(ResourceTypes.SERVICES, new ObjectName("istio-system", "istiod"));

    assertRefused(FAILED + "service \"istiod\" not found");
  }

  @Test
  void a_pod_is_refused_until_istiod_has_put_in_its_certificate() throws ApiException {
    change(webhook -> Tree.with(webhook, "clientConfig", Tree.with(webhook.get("clientConfig"), "caBundle", "")));

    assertRefused(FAILED + "tls: failed to verify certificate: x509: certificate signed by unknown authority");

    bed.timeline.run(Duration.ofSeconds(1));
    assertThat(revision(bed.create("shop", pod("web")))).isEqualTo("default");
  }

  @Test
  void a_failure_to_call_is_ignored_where_the_policy_says_so() throws ApiException {
    change(webhook -> Tree.with(webhook, "failurePolicy", "Ignore"));
    bed.client.delete(ResourceTypes.SERVICES, new ObjectName("istio-system", "istiod"));

    assertThat(revision(bed.create("shop", pod("web")))).isEmpty();
  }

  @Test
  void a_refusal_is_not_ignored() throws ApiException {
    change(webhook -> Tree.with(webhook, "failurePolicy", "Ignore"));

    assertThatThrownBy(() -> bed.create("shop", pod("web", "", "inject.istio.io/templates: nosuch")))
        .isInstanceOf(ApiException.class).hasMessageContaining("requested template \"nosuch\" not found");
  }

  @Test
  void of_two_configurations_that_match_the_last_by_name_wins() throws ApiException {
    bed.install(MeshBed.RELEASE.withRevision("canary"));
    ObjectNode overlapping = ChartWebhooks.tag(MeshBed.RELEASE.withRevision("canary"), "default");
    bed.client.create(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, "",
        overlapping.put("kind", "MutatingWebhookConfiguration").put("apiVersion", "admissionregistration.k8s.io/v1"));
    bed.timeline.run(Duration.ofSeconds(1));

    ObjectNode pod = bed.create("shop", pod("web"));

    assertThat("istio-revision-tag-default").isLessThan(CONFIGURATION.name());
    assertThat(revision(pod)).isEqualTo("default");
    assertThat(Tree.at(pod, "spec", "initContainers")).hasSize(2);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> bed.create("shop", pod("web"))).isInstanceOf(ApiException.class).hasMessage(message);
  }

  private void change(Function<JsonNode, ObjectNode> change) throws ApiException {
    JsonNode webhooks = bed.server.get(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, CONFIGURATION).get("webhooks");
    bed.client.patch(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, CONFIGURATION, "",
        Tree.object("webhooks", webhooks.valueStream().map(change).toList()));
  }
}
