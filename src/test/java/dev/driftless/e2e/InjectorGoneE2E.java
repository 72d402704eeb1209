package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The injector's webhook is taken away in the middle of a campaign, and comes back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class InjectorGoneE2E {

  private static final int MAX_IN_FLIGHT = 2;
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 3s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 2
        maxInFlightPerNamespace: 2
        rate: {restarts: 10, per: 5s}
        cooldown: {initial: 2s, max: 4s}
        deadline: 5m
        soak: 1s
      """;
  private static final String SHOP = "shop";
  private static final String INJECTOR = "istio-sidecar-injector";
  private static final int DEPLOYMENTS = 5;
  private static final Duration TO_CONVERGE = Duration.ofMinutes(3);
  private static final Duration AWAY = Duration.ofSeconds(12);
  private static final Duration HELD = Duration.ofSeconds(10);
  /** A write that was sent at that moment is still on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  @RegisterExtension
  static final TestBed BED = new TestBed("injector-gone");

  @BeforeAll
  static void populate() {
    BED.populate(objects());
  }

  @Test
  @Order(1)
  void what_lost_its_sidecar_gets_it_back_and_nothing_else_is_touched_meanwhile() {
    failurePolicy("Ignore");
    Set<Ref> hit = campaign("ignoring", "1.32.0", UnaryOperator.identity());

    assertThat(hit).as("with slow pods some of those in flight must have been hit").isNotEmpty();
  }

  @Test
  @Order(2)
  void also_if_pods_must_not_come_without_it_and_the_daemon_is_another_by_then() {
    failurePolicy("Fail");
    Set<Ref> hit = campaign("failing", "1.32.2", daemon -> {
      daemon.stop();
      return BED.start("another", CONFIG).awaitReady();
    });

    assertThat(hit).isNotEmpty();
  }

  /** @return the workloads that had a pod without a sidecar */
  private static Set<Ref> campaign(String name, String tag, UnaryOperator<DaemonProcess> interlude) {
    BED.cluster().upgrade(tag);
    Instant start = Instant.now();
    DaemonProcess daemon = BED.start(name, CONFIG).awaitReady();
    await("two more in flight").atMost(TO_CONVERGE).until(() -> restarts(start).size() >= 2 * MAX_IN_FLIGHT
        && daemon.metrics().sum("driftless_rollouts_in_flight") == MAX_IN_FLIGHT);
    MutatingWebhookConfiguration injector = injector().require();
    injector().delete();
    Instant gone = Instant.now();
    Set<Ref> restarted = restarts(start).keySet();
    Hold.nothing(AWAY, "restarts while nothing injects", () -> BED.writesSince(gone.plus(ON_ITS_WAY)));
    assertWaitingSay(restarted);
    try (DaemonProcess next = interlude.apply(daemon)) {
      Hold.nothing(AWAY, "restarts while nothing injects", () -> BED.writesSince(gone.plus(ON_ITS_WAY)));
      Set<Ref> hit = bare();
      assertThat(restarts(start).keySet()).as("restarted before it was gone").containsAll(hit);
      assertThat(hit).hasSizeLessThanOrEqualTo(MAX_IN_FLIGHT);

      restore(injector);
      awaitHealed(next, tag);
      Hold.nothing(HELD, "more than one further restart of those that were hit", () -> applied(start).stream()
          .skip(BED.fleet().refs().size() + hit.size()).toList());
      next.stop();
      assertThat(restarts(start)).isEqualTo(BED.fleet().refs().stream()
          .collect(Collectors.toMap(ref -> ref, ref -> hit.contains(ref) ? 2L : 1L)));
      return hit;
    }
  }

  private static void awaitHealed(DaemonProcess daemon, String tag) {
    await("all converged").atMost(TO_CONVERGE).until(() -> BED.fleet().refs().stream()
        .allMatch(ref -> isGood(ref, tag)) && daemon.metrics().sum("driftless_rollouts_in_flight") == 0);
    assertThat(bare()).isEmpty();
  }

  /** Each that was not restarted yet has a reason. */
  private static void assertWaitingSay(Set<Ref> restarted) {
    Map<Ref, Plan.Workload> plan = Plan.of(BED.cluster(), CONFIG).byRef();
    assertThat(BED.fleet().refs()).filteredOn(ref -> !restarted.contains(ref)).isNotEmpty().allSatisfy(ref -> {
      assertThat(plan).containsKey(ref);
      assertThat(plan.get(ref).why() + plan.get(ref).deferred()).as(ref.toString())
          .containsAnyOf("POLICY_REPORT", "BREAKER_OPEN", "WEBHOOK_NOT_SERVED", "DANGLING_REVISION");
    });
  }

  private static List<AuditEvent> applied(Instant start) {
    return BED.writesSince(start).stream().filter(write -> write.code() == 200).toList();
  }

  private static Map<Ref, Long> restarts(Instant start) {
    return applied(start).stream().collect(Collectors.groupingBy(AuditEvent::ref, Collectors.counting()));
  }

  private static Set<Ref> bare() {
    return BED.fleet().refs().stream().filter(ref -> BED.pods().now(ref).stream()
        .anyMatch(pod -> !pod.images().containsKey("istio-proxy"))).collect(Collectors.toSet());
  }

  private static boolean isGood(Ref ref, String tag) {
    List<PodWatch.Sight> pods = BED.pods().now(ref);
    return pods.size() == BED.fleet().sizes().get(ref) && pods.stream()
        .allMatch(pod -> pod.ready() && pod.images().getOrDefault("istio-proxy", "").endsWith(":" + tag));
  }

  private static Resource<MutatingWebhookConfiguration> injector() {
    return BED.cluster().client().admissionRegistration().v1().mutatingWebhookConfigurations().withName(INJECTOR);
  }

  private static void failurePolicy(String policy) {
    injector().edit(configuration -> {
      configuration.getWebhooks().forEach(webhook -> webhook.setFailurePolicy(policy));
      return configuration;
    });
  }

  private static void restore(MutatingWebhookConfiguration injector) {
    BED.cluster().client().resource(new MutatingWebhookConfigurationBuilder(injector).editMetadata()
        .withResourceVersion(null).withUid(null).withCreationTimestamp(null).withManagedFields(List.of())
        .endMetadata().build()).create();
  }

  /** Slow to get ready, so that a rollout takes long enough for the webhook to go in its midst. */
  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.statefulSet(SHOP, "db", 2)));
    for (int i = 0; i < DEPLOYMENTS; i++) {
      objects.add(new DeploymentBuilder(Workloads.deployment(SHOP, "web-" + i, 2)).editSpec().editTemplate()
          .editMetadata().addToAnnotations(Workloads.STAGE, "slow").endMetadata().endTemplate().endSpec().build());
    }
    return objects;
  }
}
