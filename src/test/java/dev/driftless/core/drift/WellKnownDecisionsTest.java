package dev.driftless.core.drift;

import static dev.driftless.core.drift.FixtureCluster.changed;
import static dev.driftless.core.drift.FixtureCluster.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

/** Pods with and without a sidecar whose labels, webhooks and namespaces are easily read wrongly. */
class WellKnownDecisionsTest {

  private static final String ORDERS = """
      {metadata: {labels: {app: orders, version: v2}, annotations: {sidecar.istio.io/proxyCPU: 200m}},
      spec: {containers: [{name: orders, image: 'orders:2.0.0'}]}}""";
  private static final String NATIVE = text("pod-sidecar-native-1.30.3");
  private static final String BARE = text("pod-missing-sidecar");
  private static final String OWN_PROXY = """
      {metadata: {labels: {sidecar.istio.io/inject: 'false'}},
      spec: {containers: [{name: istio-proxy, image: any}]}}""";

  @Test
  void two_matching_webhooks() {
    FixtureCluster cluster = FixtureCluster.withRevision().with("mwc-tag-default-to-1-26-2");

    assertUnknown(cluster.assess(ORDERS, NATIVE), UnknownReason.WEBHOOK_CONFLICT);
    assertUnknown(cluster.proved(ORDERS, NATIVE, NATIVE), UnknownReason.WEBHOOK_CONFLICT);
  }

  @Test
  void both_namespace_labels() {
    String both = "{istio-injection: enabled, istio.io/rev: prod}";
    FixtureCluster revisionOnly = new FixtureCluster().with("mwc-rev-1-26-2", "mwc-tag-prod-to-1-26-2",
        "configmap-injector-rev-1-26-2", "configmap-mesh", "istiod-deployment-rev-1-26-2");

    assertInSync(FixtureCluster.withRevision().namespace("shop", both).assess(ORDERS, NATIVE));
    assertDrifted(revisionOnly.namespace("shop", both).assess(ORDERS, NATIVE), DriftReason.DANGLING_REVISION);
  }

  @Test
  void tag_moved_to_another_revision() {
    Assessment assessment =
        FixtureCluster.withRevision().namespace("shop", "{istio.io/rev: prod}").assess(ORDERS, NATIVE);

    assertThat(assessment.drifts().getFirst())
        .isEqualTo(new Drift(DriftReason.WRONG_REVISION, "istio-proxy", "default", "1-26-2", 1));
  }

  @Test
  void deactivated_default_webhook() {
    FixtureCluster cluster = FixtureCluster.installed().with("mwc-default-deactivated");

    assertDrifted(cluster.assess(ORDERS, NATIVE), DriftReason.DANGLING_REVISION);
    assertInSync(cluster.with("mwc-tag-default-to-default").assess(ORDERS, NATIVE));
  }

  @Test
  void deactivated_webhook_with_its_expressions_restored() {
    FixtureCluster cluster = FixtureCluster.installed().with("mwc-tag-default-to-default").with("mwc-default",
        text -> text.replace("Selector:\n", "Selector:\n    matchLabels: {istio.io/deactivated: never-match}\n"));

    assertInSync(cluster.assess(ORDERS, NATIVE));
  }

  @Test
  void ambient_namespace() {
    String ambient = "{istio.io/dataplane-mode: ambient}";
    String both = "{istio.io/dataplane-mode: ambient, istio-injection: enabled}";

    assertInSync(FixtureCluster.installed().namespace("shop", ambient).assess(ORDERS, BARE));
    assertDrifted(FixtureCluster.installed().namespace("shop", both).assess(ORDERS, BARE),
        DriftReason.MISSING_SIDECAR);
    assertInSync(FixtureCluster.installed().namespace("shop", both).assess(ORDERS, NATIVE));
  }

  @Test
  void host_network() {
    String template = ORDERS.replace("spec: {", "spec: {hostNetwork: true, ");

    assertInSync(FixtureCluster.installed().assess(template, BARE));
    assertDrifted(FixtureCluster.installed().assess(template, NATIVE), DriftReason.UNWANTED_SIDECAR);
  }

  @Test
  void inject_spelled_false_with_a_capital() {
    String template = ORDERS.replace("app: orders", "sidecar.istio.io/inject: 'False'");
    FixtureCluster since127 = FixtureCluster.installed();
    FixtureCluster until126 = FixtureCluster.withRevision().namespace("shop", "{istio.io/rev: prod}");

    assertInSync(until126.assess(template, BARE));
    assertDrifted(until126.assess(template, NATIVE), DriftReason.UNWANTED_SIDECAR);
    assertDrifted(since127.assess(template, BARE), DriftReason.MISSING_SIDECAR);
    assertInSync(since127.assess(template, NATIVE));
  }

  @Test
  void inject_as_an_annotation_beside_an_empty_label() {
    String template = ORDERS.replace("app: orders", "sidecar.istio.io/inject: ''").replace("annotations: {",
        "annotations: {sidecar.istio.io/inject: 'false', ");

    assertInSync(FixtureCluster.installed().assess(template, NATIVE));
  }

  @Test
  void static_gateway() {
    assertNoneOfOurs("pod-gateway-static-kyma", "1.29.6");
  }

  @Test
  void waypoint() {
    assertNoneOfOurs("pod-waypoint-1.30.3", "1.30.3");
  }

  @Test
  void ztunnel() {
    assertNoneOfOurs("pod-ztunnel-1.30.3", "1.30.3");
  }

  /** However old its image is, and although its container is called as that of a sidecar. */
  private static void assertNoneOfOurs(String pod, String version) {
    assertInSync(FixtureCluster.installed().assess(OWN_PROXY, text(pod)));
    assertInSync(FixtureCluster.installed().assess(OWN_PROXY,
        changed(pod, text -> text.replace(version + "-distroless", "1.18.0"))));
  }

  private static void assertInSync(Assessment assessment) {
    assertThat(assessment.verdict()).isEqualTo(new Verdict.InSync());
  }

  private static void assertDrifted(Assessment assessment, DriftReason reason) {
    assertThat(assessment.verdict()).isInstanceOf(Verdict.Drifted.class);
    assertThat(assessment.drifts()).extracting(Drift::reason).containsExactly(reason);
  }

  private static void assertUnknown(Assessment assessment, UnknownReason reason) {
    assertThat(assessment.verdict()).isInstanceOfSatisfying(Verdict.Unknown.class,
        unknown -> assertThat(unknown.reason()).isEqualTo(reason));
  }
}
