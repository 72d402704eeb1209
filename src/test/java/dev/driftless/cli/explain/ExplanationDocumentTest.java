package dev.driftless.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Optional;

/** The fields that others script against. */
class ExplanationDocumentTest {

  private static final Map<String, String> NONE = Map.of();

  private final JsonNode document = JsonMapper.shared().valueToTree(ExplanationDocument.of(
      new Shop(NONE).deployment("cart", NONE, NONE, Optional.empty(), Shop.proxy("1.31.2"))
          .explain(Kind.DEPLOYMENT, "cart")));

  @Test
  void says_the_answer_and_what_plan_says_of_it() {
    assertThat(document.propertyNames()).containsExactly("apiVersion", "kind", "generatedAt", "answer", "workload",
        "inScope", "gates", "webhooks", "pods");
    assertThat(document.path("kind").asString()).isEqualTo("Explanation");
    assertThat(document.path("answer").asString()).startsWith("Deployment shop/cart has drifted: ");
    assertThat(document.at("/workload/verdict").asString()).isEqualTo("Drifted");
  }

  @Test
  void says_where_the_way_ended_and_what_each_webhook_misses() {
    assertThat(document.path("gates").toString()).isEqualTo("[{\"gate\":\"WEBHOOK\",\"answer\":\"REFUSED\","
        + "\"detail\":\"neither the labels of namespace shop nor those of the template ask for injection\"}]");
    assertThat(document.at("/webhooks/0").toString()).isEqualTo(
        "{\"name\":\"istio-sidecar-injector/namespace.sidecar-injector.istio.io\",\"revision\":\"default\","
            + "\"tag\":\"prod\",\"matches\":false,\"unmet\":[\"label istio-injection=enabled on the namespace\"]}");
  }

  @Test
  void groups_the_pods_by_what_they_have() {
    assertThat(document.path("pods").toString()).isEqualTo("[{\"names\":[\"cart-0\"],\"injected\":false},"
        + "{\"names\":[\"cart-1\"],\"injected\":true,\"revision\":\"default\","
        + "\"image\":\"docker.io/istio/proxyv2:1.31.2\",\"container\":\"native\",\"init\":\"istio-init\","
        + "\"resources\":{\"requests\":{},\"limits\":{}},"
        + "\"prometheus\":{\"scrape\":\"true\",\"port\":\"15020\",\"path\":\"/stats/prometheus\"},"
        + "\"proxyConfig\":{}}]");
  }
}
