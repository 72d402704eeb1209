package dev.driftless.sim.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class DecisionTest {

  private static final String SELECTORS = """
      policy: %s
      neverInjectSelector: [{}, {matchLabels: {job: backup}}]
      alwaysInjectSelector: [{matchLabels: {tier: web}}]""";

  @ParameterizedTest(name = "policy {0}, {1}, {2}: {3}")
  @CsvSource(delimiter = '|', value = {
      "enabled  | a: b                                             | a: b                             | INJECT",
      "disabled | a: b                                             | a: b                             | POLICY",
      "enabled  | sidecar.istio.io/inject: 'false'                 | a: b                             | POD_REFUSES",
      "disabled | sidecar.istio.io/inject: 'true'                  | a: b                             | INJECT",
      "off      | sidecar.istio.io/inject: 'true'                  | a: b                             | POLICY",
      "enabled  | a: b                                             | sidecar.istio.io/inject: 'false' | POD_REFUSES",
      "enabled  | sidecar.istio.io/inject: ''                      | sidecar.istio.io/inject: 'false' | INJECT",
      "disabled | sidecar.istio.io/inject: 'yes'                   | a: b                             | POLICY",
      "enabled  | job: backup                                      | a: b                             | NEVER_SELECTED",
      "disabled | tier: web                                        | a: b                             | INJECT",
      "enabled  | 'job: backup, tier: web'                         | a: b                             | NEVER_SELECTED",
      "enabled  | 'job: backup, sidecar.istio.io/inject: ''true''' | a: b                             | INJECT",
  })
  void the_first_that_says_something_decides(String policy, String labels, String annotations, Decision expected) {
    ObjectNode pod = MeshBed.pod("web", text(labels), text(annotations));

    assertThat(decision("shop", pod, policy)).isEqualTo(expected);
  }

  @Test
  void host_network_and_system_namespaces_are_left_alone_whatever_the_pod_says() {
    ObjectNode pod = MeshBed.pod("web", "sidecar.istio.io/inject: 'true'", "");
    assertThat(decision("kube-system", pod, "enabled")).isEqualTo(Decision.SYSTEM_NAMESPACE);
    assertThat(decision("istio-system", pod, "enabled")).isEqualTo(Decision.INJECT);

    ((ObjectNode) pod.get("spec")).put("hostNetwork", true);
    assertThat(decision("shop", pod, "enabled")).isEqualTo(Decision.HOST_NETWORK);
  }

  private static Decision decision(String namespace, ObjectNode pod, String policy) {
    return Decision.of(new InjectedPod(namespace, pod), new InjectorConfiguration(
        MeshBed.yaml(SELECTORS.formatted("'" + policy + "'")), Tree.object(), Tree.object()));
  }

  /** CSV takes quotes away. */
  private static String text(String mapping) {
    return mapping.replaceAll(": (true|false|yes)?$", ": '$1'");
  }
}
