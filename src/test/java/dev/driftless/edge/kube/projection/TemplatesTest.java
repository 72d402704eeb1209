package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Optional;

class TemplatesTest {

  private static final String PLAIN = """
      {"metadata": {"labels": {"app": "cart"}}, "spec": {"containers": [{"name": "app", "image": "app:1"}]}}""";

  @Test
  void keeps_the_annotations_that_matter_and_no_others() {
    TemplateFacts template = template("""
        {"metadata": {"labels": {"app": "cart"}, "annotations": {"sidecar.istio.io/inject": "true",
          "traffic.sidecar.istio.io/includeInboundPorts": "*", "kubectl.kubernetes.io/restartedAt": "x",
          "kubectl.kubernetes.io/default-container": "x", "driftless.dev/restart": "false",
          "restarter.istio-operator.kyma-project.io/exclude": "true", "example.com/istio.io": "x", "plain": "x"}}}""");

    assertThat(template.annotations()).isEqualTo(Map.of("sidecar.istio.io/inject", "true",
        "traffic.sidecar.istio.io/includeInboundPorts", "*", "kubectl.kubernetes.io/restartedAt", "x",
        "driftless.dev/restart", "false", "restarter.istio-operator.kyma-project.io/exclude", "true"));
    assertThat(template.labels()).isEqualTo(Map.of("app", "cart"));
    assertThat(template.hostNetwork()).isFalse();
    assertThat(template.ownProxy()).isEmpty();
    assertThat(template.proxyConfig()).isEmpty();
  }

  @Test
  void finds_an_own_proxy_container() {
    TemplateFacts template = template("""
        {"spec": {"hostNetwork": true, "containers": [{"name": "istio-proxy", "image": "auto"}]}}""");

    assertThat(template.ownProxy()).contains(new OwnProxy("auto", Resources.NONE, false, false));
    assertThat(template.hostNetwork()).isTrue();
  }

  @Test
  void the_images_are_those_of_all_containers_but_an_own_proxy() {
    TemplateFacts template = template("""
        {"spec": {"initContainers": [{"name": "migrate", "image": "shop/migrate:2"}],
          "containers": [{"name": "app", "image": "shop/cart:2"}, {"name": "istio-proxy", "image": "auto"}]}}""");

    assertThat(template.images()).isEqualTo(Map.of("migrate", "shop/migrate:2", "app", "shop/cart:2"));
  }

  @Test
  void an_unreadable_proxy_config_is_a_fact_with_its_place() {
    TemplateFacts template = template("""
        {"metadata": {"annotations": {"proxy.istio.io/config": "a: b: c"}}}""");

    assertThat(template.proxyConfig()).isEqualTo(Optional.of(new Parsed.Unreadable(
        "annotation proxy.istio.io/config: line 1, column 5: mapping values are not allowed here")));
  }

  @Test
  void the_digest_does_not_change_with_the_marks_of_a_restart() {
    String restarted = """
        {"metadata": {"annotations": {"kubectl.kubernetes.io/restartedAt": "2026-11-20T10:00:00Z",
          "driftless.dev/restart-id": "r-1", "istio-operator.kyma-project.io/restartedAt": "x",
          "restarter.istio-operator.kyma-project.io/restartedAt": "x"}, "labels": {"app": "cart"}},
         "spec": {"containers": [{"name": "app", "image": "app:1"}]}}""";

    assertThat(template(restarted).digest()).isEqualTo(template(PLAIN).digest());
  }

  @Test
  void the_digest_does_not_change_with_the_order_of_keys_or_with_nulls() {
    String other = """
        {"spec": {"containers": [{"image": "app:1", "name": "app"}]},
         "metadata": {"creationTimestamp": null, "labels": {"app": "cart"}}}""";

    assertThat(template(other).digest()).isEqualTo(template(PLAIN).digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"metadata\": {\"labels\": {\"app\": \"cart\"}}, \"spec\": {\"containers\": [{\"name\": \"app\"}]}}",
      "{\"metadata\": {\"labels\": {\"app\": \"till\"}},"
          + " \"spec\": {\"containers\": [{\"name\": \"app\", \"image\": \"app:1\"}]}}",
      "{\"metadata\": {\"labels\": {\"app\": \"cart\"}, \"annotations\": {\"a\": \"b\"}},"
          + " \"spec\": {\"containers\": [{\"name\": \"app\", \"image\": \"app:1\"}]}}"})
  void the_digest_changes_with_everything_else(String changed) {
    assertThat(template(changed).digest()).isNotEqualTo(template(PLAIN).digest()).hasSize(64);
  }

  private static TemplateFacts template(String json) {
    return Templates.of(JsonMapper.shared().readTree(json));
  }
}
