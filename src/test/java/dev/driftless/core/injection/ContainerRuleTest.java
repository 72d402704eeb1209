package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

class ContainerRuleTest {

  private static final String VARIABLE = "ENABLE_NATIVE_SIDECARS";
  private static final Map<String, String> ONE_TOO_OLD = Map.of("a", "v1.33.0", "b", "v1.32.9", "c", "v1.36.1");

  @ParameterizedTest(name = "{0}: annotation {1}, variable {2}")
  @CsvSource(nullValues = "-", textBlock = """
      1.18.7,  true,   true,   CLASSIC
      1.19.0,  -,      -,      CLASSIC
      1.19.0,  -,      true,   NATIVE
      1.19.0,  -,      auto,   CLASSIC
      1.19.0,  true,   -,      CLASSIC
      1.23.9,  false,  true,   NATIVE
      1.23.9,  true,   false,  CLASSIC
      1.24.0,  -,      -,      CLASSIC
      1.24.0,  -,      true,   NATIVE
      1.24.0,  true,   false,  NATIVE
      1.24.0,  false,  true,   CLASSIC
      1.26.8,  yes,    true,   CLASSIC
      1.26.8,  '',     true,   CLASSIC
      1.26.8,  -,      auto,   CLASSIC
      1.27.0,  -,      -,      NATIVE
      1.27.0,  '',     -,      NATIVE
      1.27.0,  '',     false,  CLASSIC
      1.27.0,  false,  true,   CLASSIC
      1.27.0,  no,     false,  NATIVE
      1.27.0,  true,   false,  NATIVE
      1.27.0,  -,      auto,   NATIVE
      1.27.0,  -,      true,   NATIVE
      1.27.0,  -,      false,  CLASSIC
      1.32.0,  -,      off,    CLASSIC
      1.32.0,  -,      -,      NATIVE
      """)
  void annotation_and_variable_count_as_the_release_has_it(String version, String annotation, String variable,
      ContainerKind kind) {
    OneInjector plain = OneInjector.of(version);
    OneInjector injector = variable == null ? plain : plain.env(VARIABLE, Optional.of(variable));

    assertThat(ContainerRule.of(asking(annotation), injector.injector())).isEqualTo(new Derived.Known<>(kind));
  }

  @Test
  void one_old_node_makes_all_proxies_classic_that_nobody_asked_to_be_native() {
    OneInjector injector = OneInjector.of("1.30.3").kubelets(ONE_TOO_OLD);

    assertThat(kind(Templates.PLAIN, injector)).isEqualTo(ContainerKind.CLASSIC);
    assertThat(kind(asking("true"), injector)).isEqualTo(ContainerKind.NATIVE);
    assertThat(kind(Templates.PLAIN, injector.env(VARIABLE, Optional.of("true")))).isEqualTo(ContainerKind.NATIVE);
    assertThat(kind(Templates.PLAIN, OneInjector.of("1.26.2").kubelets(ONE_TOO_OLD)
        .env(VARIABLE, Optional.of("true")))).isEqualTo(ContainerKind.NATIVE);
  }

  @ParameterizedTest
  @CsvSource({"a,NATIVE", "b,CLASSIC", "c,NATIVE", "gone,CLASSIC"})
  void a_template_that_is_bound_to_a_node_is_judged_by_that_node(String node, ContainerKind kind) {
    assertThat(kind(Templates.onNode(node), OneInjector.of("1.30.3").kubelets(ONE_TOO_OLD))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19.0", "1.26.8", "1.27.0", "1.32.0"})
  void a_variable_from_elsewhere_is_unclear_unless_the_annotation_decides(String version) {
    OneInjector injector = OneInjector.of(version).env(VARIABLE, Optional.empty());

    assertThat(ContainerRule.of(Templates.PLAIN, injector.injector())).isEqualTo(new Derived.Unclear<>(
        UnknownReason.NOT_DERIVABLE, "ENABLE_NATIVE_SIDECARS of istiod comes from a source that is not read"));
    if (!version.equals("1.19.0")) {
      assertThat(kind(asking("true"), injector)).isEqualTo(ContainerKind.NATIVE);
    }
  }

  @Test
  void the_nodes_of_another_cluster_are_not_ours_to_look_at() {
    OneInjector remote = OneInjector.of("1.30.3").values("global: {multiCluster: {clusterName: edge-1}}");

    assertThat(ContainerRule.of(Templates.PLAIN, remote.injector())).isInstanceOfSatisfying(Derived.Unclear.class,
        unclear -> {
          assertThat(unclear.reason()).isEqualTo(UnknownReason.NOT_DERIVABLE);
          assertThat(unclear.detail()).contains("clusterName is 'edge-1'", "CLUSTER_ID of istiod is 'Kubernetes'");
        });
    assertThat(kind(Templates.PLAIN, remote.env("CLUSTER_ID", Optional.of("edge-1")))).isEqualTo(ContainerKind.NATIVE);
    assertThat(kind(Templates.PLAIN, remote.env(VARIABLE, Optional.of("false")))).isEqualTo(ContainerKind.CLASSIC);
  }

  @Test
  void a_release_that_is_not_told_leaves_it_open() {
    assertThat(ContainerRule.of(asking("true"), OneInjector.of("latest").injector()))
        .isInstanceOfSatisfying(Derived.Unclear.class, unclear -> assertThat(unclear.reason())
            .isEqualTo(UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN));
  }

  private static TemplateFacts asking(String annotation) {
    return annotation == null ? Templates.PLAIN
        : Templates.annotated(Templates.PLAIN, "sidecar.istio.io/nativeSidecar", annotation);
  }

  private static ContainerKind kind(TemplateFacts template, OneInjector injector) {
    return ((Derived.Known<ContainerKind>) ContainerRule.of(template, injector.injector())).value();
  }
}
