package dev.driftless.sim.mesh;

import static dev.driftless.sim.mesh.MeshBed.container;
import static dev.driftless.sim.mesh.MeshBed.pod;
import static dev.driftless.sim.mesh.MeshBed.proxy;
import static dev.driftless.sim.mesh.MeshBed.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.sim.api.ApiException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

class SidecarTest {

  private final MeshBed bed = new MeshBed();

  SidecarTest() throws ApiException {
    bed.install(MeshBed.RELEASE);
  }

  @Test
  void is_native_where_all_kubelets_are_recent_and_comes_right_after_the_redirection() throws ApiException {
    ObjectNode pod = pod("web");
    ((ObjectNode) pod.get("spec")).set("initContainers", yaml("l: [{name: setup, image: 'setup:1'}]").get("l"));

    ObjectNode injected = bed.create("shop", pod);

    assertThat(names(injected, "initContainers")).containsExactly("istio-init", "istio-proxy", "setup");
    assertThat(names(injected, "containers")).containsExactly("app");
    assertThat(Tree.text(proxy(injected), "restartPolicy")).isEqualTo("Always");
    assertThat(Tree.text(proxy(injected), "image")).isEqualTo("docker.io/istio/proxyv2:1.31.2");
  }

  @Test
  void is_classic_as_soon_as_one_kubelet_is_old() throws ApiException {
    bed.node("node-2", "v1.32.9");

    ObjectNode injected = bed.create("shop", pod("web"));

    assertThat(names(injected, "initContainers")).containsExactly("istio-init");
    assertThat(names(injected, "containers")).containsExactly("app", "istio-proxy");
  }

  @Test
  void is_what_the_annotation_says_whatever_the_kubelets_are() throws ApiException {
    ObjectNode injected = bed.create("shop", pod("web", "", "sidecar.istio.io/nativeSidecar: 'false'"));

    assertThat(names(injected, "containers")).containsExactly("app", "istio-proxy");
  }

  @Test
  void has_nothing_but_the_annotated_resources_as_soon_as_one_is() throws ApiException {
    ObjectNode whole = bed.create("shop", pod("whole"));
    ObjectNode annotated = bed.create("shop", pod("annotated", "", "sidecar.istio.io/proxyCPULimit: 1500m"));

    assertThat(proxy(whole).get("resources"))
        .isEqualTo(yaml("{limits: {cpu: '2', memory: 1Gi}, requests: {cpu: 100m, memory: 128Mi}}"));
    assertThat(proxy(annotated).get("resources")).isEqualTo(yaml("{limits: {cpu: 1500m}, requests: {cpu: 1500m}}"));
  }

  @Test
  void keeps_what_an_own_proxy_says_but_the_image_auto() throws ApiException {
    ObjectNode pinned = bed.create("shop", own("pinned", "own.example/proxy:3"));
    ObjectNode auto = bed.create("shop", own("auto", "auto"));

    assertThat(Tree.text(proxy(pinned), "image")).isEqualTo("own.example/proxy:3");
    assertThat(Tree.text(proxy(auto), "image")).isEqualTo("docker.io/istio/proxyv2:1.31.2");
    assertThat(Tree.text(proxy(auto), "resources", "requests", "cpu")).isEqualTo("7m");
    assertThat(names(auto, "containers")).containsExactly("app");
  }

  @Test
  void is_described_in_the_status() throws ApiException {
    ObjectNode injected = bed.create("shop", pod("web"));

    JsonNode status = yaml(Tree.text(injected, "metadata", "annotations", "sidecar.istio.io/status"));
    assertThat(status.get("initContainers")).isEqualTo(Tree.array("istio-init", "istio-proxy"));
    assertThat(status.get("containers").isNull()).isTrue();
    assertThat(Tree.text(status, "revision")).isEqualTo("default");
  }

  @Test
  void takes_over_the_probes_of_the_application() throws ApiException {
    ObjectNode pod = pod("web");
    ((ObjectNode) pod.get("spec")).set("containers", yaml("""
        l: [{name: app, image: 'app:1', ports: [{name: http, containerPort: 8080}],
             readinessProbe: {httpGet: {path: /ready, port: http}}}]""").get("l"));

    ObjectNode injected = bed.create("shop", pod);

    JsonNode probe = container(injected, "containers", "app").path("readinessProbe");
    assertThat(Tree.text(probe, "httpGet", "path")).isEqualTo("/app-health/app/readyz");
    assertThat(Tree.at(probe, "httpGet", "port").intValue()).isEqualTo(15020);
    assertThat(environment(proxy(injected), "ISTIO_KUBE_APP_PROBERS"))
        .contains("\"path\":\"/ready\"", "\"port\":8080");
  }

  @Test
  void is_a_gateway_with_the_pod_s_own_resources_if_the_pod_asks_for_that_template() throws ApiException {
    ObjectNode pod = own("gateway", "auto");
    ((ObjectNode) Tree.at(pod, "metadata", "annotations")).put("inject.istio.io/templates", "gateway");

    ObjectNode injected = bed.create("shop", pod);

    JsonNode gateway = container(injected, "containers", "istio-proxy");
    assertThat(names(injected, "initContainers")).isEmpty();
    assertThat(gateway.get("args").get(1).asString()).isEqualTo("router");
    assertThat(gateway.get("resources")).isEqualTo(yaml("{requests: {cpu: 7m}}"));
  }

  @Test
  void is_refused_with_all_that_is_wrong() {
    ObjectNode pod = pod("web", "", "sidecar.istio.io/proxyCPU: much, sidecar.istio.io/interceptionMode: MAYBE");

    assertThatThrownBy(() -> bed.create("shop", pod)).isInstanceOf(ApiException.class).hasMessage("""
        admission webhook "namespace.sidecar-injector.istio.io" denied the request: failed to run injection template: \
        2 errors occurred:
        \t* invalid value 'MAYBE' for annotation 'sidecar.istio.io/interceptionMode': interceptionMode invalid, \
        use REDIRECT,TPROXY,NONE: MAYBE
        \t* invalid value 'much' for annotation 'sidecar.istio.io/proxyCPU': quantities must match the regular \
        expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'

        """);
  }

  @Test
  void is_refused_where_the_template_is_not_simulated() {
    assertThatThrownBy(() -> bed.create("shop", pod("web", "", "inject.istio.io/templates: grpc-agent")))
        .isInstanceOf(ApiException.class).hasMessageContaining("template \"grpc-agent\" is not simulated");
  }

  private static ObjectNode own(String name, String image) {
    ObjectNode pod = pod(name);
    ((ObjectNode) pod.get("spec")).set("containers", yaml("""
        l: [{name: istio-proxy, image: '%s', resources: {requests: {cpu: 7m}}}, {name: app, image: 'app:1'}]"""
        .formatted(image)).get("l"));
    return pod;
  }

  private static List<String> names(JsonNode pod, String list) {
    return Tree.at(pod, "spec", list).valueStream().map(each -> Tree.text(each, "name")).toList();
  }

  private static String environment(JsonNode container, String name) {
    return container.path("env").valueStream().filter(each -> Tree.text(each, "name").equals(name))
        .map(each -> Tree.text(each, "value")).findFirst().orElse("");
  }
}
