package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.ContainerState;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.PodTrouble;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Termination;
import dev.driftless.edge.kube.lean.LeanPod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class PodProjectorTest {

  private static final Scraping MERGED = new Scraping("true", "15020", "/stats/prometheus");

  private final PodProjector projector = new PodProjector(new Interner());

  @Test
  void a_native_sidecar_is_an_init_container_that_restarts_always() {
    PodFacts pod = project(Objects.fixture(LeanPod.class, "pod-sidecar-native-1.30.3"));

    assertThat(pod).isEqualTo(new PodFacts("shop", "orders-74c5b6d48f-9k2lm", "3f6f0d0e-8f0a-4f0a-9f0e-0d0e8f0a4f02",
        "", Instant.parse("2026-11-20T10:00:00Z"),
        Optional.of(new OwnerLink(Kind.REPLICA_SET, "orders-74c5b6d48f", "0b2f1d3a-1111-4222-8333-444455557777")),
        new PodShape(Map.of("app", "orders", "version", "v2", "pod-template-hash", "74c5b6d48f",
            "security.istio.io/tlsMode", "istio", "service.istio.io/canonical-name", "orders",
            "service.istio.io/canonical-revision", "v2"),
            Optional.of(new Proxy(ContainerKind.NATIVE, "registry.istio.io/release/proxyv2:1.30.3-distroless",
                "default", InitKind.ISTIO_VALIDATION, Amounts.read(Map.of("cpu", "200m"), Map.of()), MERGED,
                Optional.of(Map.of("proxyMetadata.ISTIO_META_DNS_CAPTURE", "true")))),
            "", Optional.empty(), Map.of("orders", "registry.example.com/shop/orders:2.0.0")),
        new PodState(PodPhase.RUNNING, Optional.of(Instant.parse("2026-11-20T10:00:00Z")), false, Optional.empty())));
  }

  @Test
  void a_classic_sidecar_is_a_container() {
    PodFacts pod = project(Objects.fixture(LeanPod.class, "pod-sidecar-classic-1.26.2"));

    assertThat(pod.shape().proxy())
        .contains(new Proxy(ContainerKind.CLASSIC, "docker.io/istio/proxyv2:1.26.2-distroless", "default",
            InitKind.ISTIO_INIT, Amounts.read(Map.of("cpu", "100m", "memory", "128Mi"),
                Map.of("cpu", "2", "memory", "1Gi")), MERGED, Optional.of(Map.of())));
  }

  @ParameterizedTest
  @CsvSource({"pod-gateway-static-kyma", "pod-waypoint-1.30.3", "pod-ztunnel-1.30.3", "pod-missing-sidecar"})
  void a_pod_without_status_annotation_was_not_injected(String fixture) {
    assertThat(project(Objects.fixture(LeanPod.class, fixture)).shape().proxy()).isEmpty();
  }

  @Test
  void an_unreadable_status_annotation_names_no_revision() {
    PodFacts pod = project(bare("annotations: {sidecar.istio.io/status: '{broken'}", """
        spec: {containers: [{name: istio-proxy, image: "proxyv2:1.30.3"}]}"""));

    assertThat(pod.shape().proxy()).contains(new Proxy(ContainerKind.CLASSIC, "proxyv2:1.30.3", "",
        InitKind.NONE, Resources.NONE, Scraping.NONE, Optional.empty()));
  }

  @Test
  void one_that_is_not_ready_tells_of_its_containers_in_the_order_in_which_they_begin() {
    PodTrouble trouble = project(Objects.fixture(LeanPod.class, "pod-broken-cni-validation")).state().trouble()
        .orElseThrow();

    assertThat(trouble.node()).isEqualTo("node-new");
    assertThat(trouble.containers()).extracting(ContainerState::name, ContainerState::role).containsExactly(
        tuple("istio-validation", ContainerState.Role.INIT), tuple("istio-proxy", ContainerState.Role.SIDECAR));
    assertThat(trouble.containers().getFirst().last()).contains(new Termination(126, "Error", ""));
  }

  @Test
  void an_unscheduled_pod_says_so() {
    PodFacts pod = project(bare("", """
        status:
          phase: Pending
          conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "no node"}]"""));

    assertThat(pod.state().trouble().orElseThrow().unscheduled())
        .contains(new PodTrouble.Unscheduled("Unschedulable", "no node"));
  }

  @Test
  void ready_since_is_when_the_condition_last_changed() {
    PodFacts pod = project(bare("deletionTimestamp: 2026-11-02T10:00:00Z", """
        status:
          phase: Running
          conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-11-02T09:00:00Z"}]"""));

    assertThat(pod.state())
        .isEqualTo(new PodState(PodPhase.RUNNING, Optional.of(Instant.parse("2026-11-02T09:00:00Z")), true,
            Optional.empty()));
  }

  @Test
  void a_bare_pod_brings_its_own_template_without_what_injection_wrote() {
    PodFacts pod = project(bare("""
        labels: {app: tool}
          annotations:
            sidecar.istio.io/status: '{"revision":"canary"}'
            istio.io/rev: canary
            sidecar.istio.io/proxyCPU: 10m
            proxy.istio.io/config: "concurrency: 2"
            proxy.istio.io/overrides: '{"initContainers":[{"name":"istio-proxy","image":"mine:1"}]}'
            example.com/other: x""", "spec: {hostNetwork: true, containers: [{name: app, image: app}]}"));

    TemplateFacts template = pod.shape().ownTemplate().orElseThrow();
    assertThat(template.annotations())
        .isEqualTo(Map.of("sidecar.istio.io/proxyCPU", "10m", "proxy.istio.io/config", "concurrency: 2"));
    assertThat(template.labels()).isEqualTo(Map.of("app", "tool"));
    assertThat(template.hostNetwork()).isTrue();
    assertThat(template.ownProxy()).contains(new OwnProxy("mine:1", Resources.NONE, false, false));
    assertThat(template.proxyConfig()).containsInstanceOf(Parsed.Value.class);
  }

  @ParameterizedTest
  @CsvSource({"batch/v1,Job,JOB", "apps.kruise.io/v1beta1,StatefulSet,OTHER", "v1,Node,OTHER",
      "argoproj.io/v1alpha1,Rollout,ARGO_ROLLOUT"})
  void owners_without_a_watched_template_leave_it_to_the_pod(String apiVersion, String name, Kind kind) {
    PodFacts pod = project(bare("ownerReferences: [{apiVersion: " + apiVersion + ", kind: " + name
        + ", name: o, uid: u, controller: true}]", ""));

    assertThat(pod.owner()).contains(new OwnerLink(kind, "o", "u"));
    assertThat(pod.shape().ownTemplate()).isPresent();
  }

  @Test
  void an_owner_that_does_not_control_is_none() {
    PodFacts pod = project(bare("ownerReferences: [{apiVersion: v1, kind: Node, name: n, uid: u}]", ""));

    assertThat(pod.owner()).isEmpty();
  }

  @Test
  void pods_of_one_template_share_one_shape_and_one_owner() {
    PodFacts one = project(Objects.fixture(LeanPod.class, "pod-sidecar-native-1.30.3"));
    PodFacts other = project(Objects.fixture(LeanPod.class, "pod-sidecar-native-1.30.3"));

    assertThat(one.shape()).isSameAs(other.shape());
    assertThat(one.owner().orElseThrow()).isSameAs(other.owner().orElseThrow());
    assertThat(one.namespace()).isSameAs(other.namespace());
  }

  private PodFacts project(LeanPod pod) {
    return (PodFacts) projector.project(pod).orElseThrow();
  }

  private static LeanPod bare(String metadata, String rest) {
    return Objects.object(LeanPod.class, """
        apiVersion: v1
        kind: Pod
        metadata:
          name: tool
          namespace: shop
          %s
        %s
        """.formatted(metadata, rest));
  }
}
