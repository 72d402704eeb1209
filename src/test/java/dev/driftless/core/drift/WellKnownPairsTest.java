package dev.driftless.core.drift;

import static dev.driftless.core.drift.FixtureCluster.changed;
import static dev.driftless.core.drift.FixtureCluster.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

/**
 * A running proxy and what would be injected, as pairs that tools get wrong which compare texts: they restart for ever,
 * or restart into a refusal, or take a sidecar away.
 */
class WellKnownPairsTest {

  private static final String ORDERS = orders("sidecar.istio.io/proxyCPU: 200m");
  private static final String NATIVE = text("pod-sidecar-native-1.30.3");
  private static final String HUB = "registry.istio.io/release";
  private static final String TAG = "1.30.3-distroless";
  private static final String PINNED = TAG + "@sha256:" + "3".repeat(64);
  private static final FixtureCluster CLUSTER = FixtureCluster.installed();

  @Test
  void registry_with_port() {
    String mirror = "mirror.example.com:5000/istio";
    FixtureCluster cluster = FixtureCluster.installed()
        .with("configmap-injector-default", text -> text.replace("\"hub\": \"" + HUB, "\"hub\": \"" + mirror));

    assertInSync(cluster.assess(ORDERS, image(mirror, TAG)));
    assertDrifted(cluster.assess(ORDERS, image(mirror, "1.29.1-distroless")), DriftReason.IMAGE);
  }

  @Test
  void digest_pinning_webhook() {
    String pinned = image(HUB, PINNED);
    String pinnedAnew = image(HUB, TAG + "@sha256:" + "4".repeat(64));

    assertUnknown(CLUSTER.assess(ORDERS, pinned), UnknownReason.IMAGE_REWRITTEN);
    assertInSync(CLUSTER.proved(ORDERS, pinned, pinned));
    assertDrifted(CLUSTER.proved(ORDERS, pinned, pinnedAnew), DriftReason.IMAGE);
    assertDrifted(CLUSTER.assess(ORDERS, image(HUB, PINNED.replace("1.30.3", "1.29.1"))), DriftReason.IMAGE);
  }

  @Test
  void mirror_webhook() {
    String mirrored = image("mirror.example.com/istio", TAG);
    String older = image("mirror.example.com/istio", "1.29.1-distroless");

    assertUnknown(CLUSTER.assess(ORDERS, mirrored), UnknownReason.IMAGE_REWRITTEN);
    assertInSync(CLUSTER.proved(ORDERS, mirrored, mirrored));
    assertDrifted(CLUSTER.assess(ORDERS, older), DriftReason.IMAGE);
    assertThat(CLUSTER.proved(ORDERS, older, mirrored).drifts()).extracting(Drift::expected)
        .containsExactly("mirror.example.com/istio/proxyv2:1.30.3-distroless");
  }

  @Test
  void a_webhook_that_freezes_the_old_version() {
    String old = image(HUB, "1.29.1-distroless");

    assertUnknown(CLUSTER.proved(ORDERS, old, old), UnknownReason.WOULD_NOT_CONVERGE);
  }

  @Test
  void merge_metrics_turned_off_by_the_template() {
    String template = orders("sidecar.istio.io/proxyCPU: 200m, prometheus.istio.io/merge-metrics: 'false'");

    assertInSync(CLUSTER.assess(template, scraped("    prometheus.istio.io/merge-metrics: \"false\"\n")));
    assertDrifted(CLUSTER.assess(template, NATIVE), DriftReason.PROMETHEUS_MERGE);
  }

  @Test
  void scraping_turned_off_by_the_template() {
    String template = orders("sidecar.istio.io/proxyCPU: 200m, prometheus.io/scrape: 'false'");

    assertInSync(CLUSTER.assess(template, scraped("    prometheus.io/scrape: \"false\"\n")));
    assertDrifted(CLUSTER.assess(ORDERS, scraped("")), DriftReason.PROMETHEUS_MERGE);
  }

  @Test
  void proxy_image_without_a_slash() {
    String template = orders("sidecar.istio.io/proxyCPU: 200m, sidecar.istio.io/proxyImage: 'proxyv2:1.20.0'");
    FixtureCluster kyma = FixtureCluster.installed().with("configmap-injector-kyma");

    assertInSync(CLUSTER.assess(template, NATIVE));
    assertUnknown(kyma.assess(template, NATIVE), UnknownReason.ANNOTATION_UNREADABLE);
  }

  @Test
  void tag_as_json_number() {
    FixtureCluster cluster = FixtureCluster.installed()
        .with("configmap-injector-default", text -> text.replace("\"tag\": \"1.30.3\"", "\"tag\": 1.30"));

    assertInSync(cluster.assess(ORDERS, image(HUB, "1.3-distroless")));
    assertUnknown(cluster.assess(ORDERS, image(HUB, "1.30-distroless")), UnknownReason.IMAGE_NOT_COMPARABLE);
  }

  @Test
  void invalid_quantity() {
    String template = orders("sidecar.istio.io/proxyCPU: 0.2 cores");

    assertUnknown(CLUSTER.assess(template, NATIVE), UnknownReason.ANNOTATION_UNREADABLE);
    assertUnknown(CLUSTER.proved(template, NATIVE, NATIVE), UnknownReason.ANNOTATION_UNREADABLE);
  }

  @Test
  void quantities_written_in_another_way() {
    String template = orders("sidecar.istio.io/proxyCPU: '0.2'");

    assertInSync(CLUSTER.assess(template, NATIVE));
  }

  @Test
  void pinned_image() {
    String own = "registry.example.com/own";
    String pinned =
        orders("sidecar.istio.io/proxyCPU: 200m, sidecar.istio.io/proxyImage: '" + own + "/proxyv2:1.28.0'");

    assertInSync(CLUSTER.assess(pinned, image(own, "1.28.0")));
    assertDrifted(CLUSTER.assess(pinned, NATIVE), DriftReason.IMAGE);
  }

  @Test
  void image_of_an_own_container() {
    String own = "registry.example.com/own";
    String template = ORDERS.replace("containers: [", "containers: [{name: istio-proxy, image: '" + own
        + "/proxyv2:1.28.0'}, ");

    assertInSync(CLUSTER.assess(template, image(own, "1.28.0")));
    assertDrifted(CLUSTER.assess(template, NATIVE), DriftReason.IMAGE);
  }

  private static String orders(String annotations) {
    return """
        {metadata: {labels: {app: orders, version: v2}, annotations: {%s}},
        spec: {containers: [{name: orders, image: 'orders:2.0.0'}]}}""".formatted(annotations);
  }

  private static String image(String hub, String tag) {
    return changed("pod-sidecar-native-1.30.3", text -> text.replace(
        "image: " + HUB + "/proxyv2:" + TAG + "\n", "image: " + hub + "/proxyv2:" + tag + "\n"));
  }

  /** The native pod with those annotations in the place of the injected ones for Prometheus. */
  private static String scraped(String annotations) {
    return changed("pod-sidecar-native-1.30.3", text -> text.replaceFirst("( +prometheus\\.io/.*\n){3}", annotations));
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
