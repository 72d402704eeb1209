package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An injector that cannot be read: what it touches stays and is named, others go on. */
class UnreadableInjectorIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 4
        maxInFlightPerNamespace: 4
        rate: {restarts: 10, per: 5s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 20s
        soak: 1s
      """;
  private static final String CANARY = "canary";
  private static final String SHOP = "shop";
  private static final String TRIAL = "trial";
  private static final int DEPLOYMENTS = 2;
  private static final int IN_SHOP = DEPLOYMENTS + 1;
  private static final Duration TO_CONVERGE = Duration.ofSeconds(60);
  private static final Duration HELD = Duration.ofSeconds(8);

  @RegisterExtension
  static final TestBed BED = new TestBed("unreadable-injector");

  @BeforeAll
  static void install() {
    BED.cluster().revision(CANARY, Cluster.FIRST_TAG);
    BED.populate(objects());
  }

  @Test
  void an_injector_that_does_not_parse_makes_its_revision_unknown_and_the_other_goes_on() {
    String readable = injectorValues(values -> "{\"global\": ");
    BED.cluster().upgrade(Cluster.NEXT_TAG, CANARY);
    try (DaemonProcess daemon = BED.start("unreadable", CONFIG)) {
      await("the other revision").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon.awaitReady(), DEPLOYMENTS));
      Hold.nothing(HELD, "writes to workloads of the unreadable revision", () -> writesToShop());
      Plan plan = Plan.of(BED.cluster(), CONFIG);

      assertThat(plan.refs()).isEqualTo(BED.refs(SHOP));
      assertThat(plan.workloads()).allSatisfy(workload -> {
        assertThat(workload.verdict()).isEqualTo("Unknown");
        assertThat(workload.why()).isEqualTo("INJECTOR_UNREADABLE");
        assertThat(workload.json().path("why").path("detail").asString("")).contains("istio-sidecar-injector");
      });

      injectorValues(values -> readable);
      BED.cluster().upgrade(Cluster.NEXT_TAG);
      await("the mended revision").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon, DEPLOYMENTS + IN_SHOP));
      daemon.stop();
    }
  }

  private static List<AuditEvent> writesToShop() {
    return BED.writes().stream().filter(write -> write.namespace().equals(SHOP)).toList();
  }

  /** @return what was there before */
  private static String injectorValues(UnaryOperator<String> change) {
    List<String> before = new ArrayList<>();
    BED.cluster().client().configMaps().inNamespace("istio-system").withName("istio-sidecar-injector").edit(map -> {
      before.add(map.getData().get("values"));
      map.getData().computeIfPresent("values", (key, values) -> change.apply(values));
      return map;
    });
    return before.getFirst();
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.namespace(TRIAL, Map.of("istio.io/rev", CANARY)),
        Workloads.daemonSet(SHOP, "agent")));
    for (String namespace : List.of(SHOP, TRIAL)) {
      for (int i = 0; i < DEPLOYMENTS; i++) {
        objects.add(Workloads.deployment(namespace, "web-" + i, 2));
      }
    }
    return objects;
  }
}
