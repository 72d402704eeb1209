package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Optional;

class KubeletsTest {

  @ParameterizedTest
  @CsvSource({"v1.33.0,true", "1.33,true", "v1.34.1+k3s1,true", "v1.33.2-eks-1a2b,true", "v1.100.0,true",
      "v1.32.9,false", "v1.32.9-gke.1.33,false", "'',false", "unknown,false", "v1,false"})
  void a_kubelet_can_run_native_sidecars_since_1_33(String version, boolean recent) {
    assertThat(Kubelets.isRecent(version)).isEqualTo(recent);
  }

  @Test
  void the_first_that_is_too_old_is_named_with_its_version() {
    Kubelets kubelets = new Kubelets(Map.of("node-c", "v1.30.0", "node-b", "", "node-a", "v1.36.0"));

    assertThat(kubelets.tooOld()).contains("node-b");
    assertThat(kubelets.describe("node-b")).isEqualTo("node-b (kubelet of unknown version)");
    assertThat(kubelets.describe("node-c")).isEqualTo("node-c (kubelet v1.30.0)");
    assertThat(Kubelets.NONE.tooOld()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
      node-a,  -
      node-c,  node-c
      gone,    node-b
      '',      node-b
      """)
  void a_pod_that_is_bound_asks_its_own_node_if_there_is_one(String boundTo, String tooOld) {
    Kubelets kubelets = new Kubelets(Map.of("node-c", "v1.30.0", "node-b", "v1.32.0", "node-a", "v1.36.0"));

    assertThat(kubelets.tooOld(boundTo)).isEqualTo(Optional.ofNullable(tooOld));
  }

  @Test
  void they_compare_by_nodes_and_versions() {
    assertThat(new Kubelets(Map.of("a", "v1.33.0"))).isEqualTo(new Kubelets(Map.of("a", "v1.33.0")))
        .hasSameHashCodeAs(new Kubelets(Map.of("a", "v1.33.0"))).isNotEqualTo(new Kubelets(Map.of("a", "v1.32.0")))
        .isNotEqualTo(Kubelets.NONE);
  }
}
