package dev.driftless.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One mesh upgrade from its beginning until long after it, and what was to be seen of it. */
final class UpgradeRun {

  static final int MAX_IN_FLIGHT = 4;
  static final int MAX_IN_FLIGHT_PER_NAMESPACE = 3;
  static final int RATE = 5;
  static final Duration RATE_PER = Duration.ofSeconds(4);
  static final Duration MESH_SETTLE = Duration.ofSeconds(3);

  /** The cooldown is as short as can be: it must not hide a second restart. */
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 3s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 4
        maxInFlightPerNamespace: 3
        rate: {restarts: 5, per: 4s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 20s
        soak: 2s
      """;
  private static final Duration BEFORE_ISTIOD = Duration.ofSeconds(12);
  private static final Duration TO_CONVERGE = Duration.ofSeconds(150);
  private static final Duration QUIET = Duration.parse(System.getProperty("driftless.quiet"));

  private final TestBed bed;
  private final Cluster cluster;
  private final PodWatch pods;
  private final Fleet fleet;
  private final List<Metrics> scrapes = new ArrayList<>();
  private Moment before;
  private Moment midway;
  private Moment after;
  private Instant over;

  /**
   * The cluster at one time.
   *
   * @param drifted as the real injector says
   */
  record Moment(Plan plan, Set<Ref> drifted, Map<Ref, JsonNode> objects, List<PodWatch.Sight> pods) {}

  UpgradeRun(TestBed bed) {
    this.bed = bed;
    cluster = bed.cluster();
    pods = bed.pods();
    fleet = bed.fleet();
  }

  void perform() {
    bed.populate(UpgradeFleet.objects());
    before = moment();
    cluster.upgradeInjector(Cluster.NEXT_TAG);
    midway = moment();
    try (DaemonProcess daemon = bed.start("first", CONFIG)) {
      daemon.awaitReady();
      Hold.nothing(BEFORE_ISTIOD, "writes before istiod has rolled", bed::writes);
      scrapes.add(daemon.metrics());
      cluster.upgradeIstiod(Cluster.NEXT_TAG);
      awaitEnd(daemon);
      daemon.stop();
      over = Instant.now();
    }
    after = moment();
  }

  /** Afterwards: starts the daemon again, makes it look at everything again, and fails if it writes anything. */
  void beQuiet() {
    try (DaemonProcess daemon = bed.start("second", CONFIG)) {
      daemon.awaitReady();
      changeNothingThatMatters();
      Hold.nothing(QUIET, "writes of a daemon that has nothing to do", () -> bed.writesSince(over));
      daemon.stop();
    }
  }

  private Moment moment() {
    return new Moment(Plan.of(cluster, CONFIG), bed.drifted(), fleet.objects(),
        fleet.refs().stream().flatMap(ref -> pods.now(ref).stream()).toList());
  }

  private void awaitEnd(DaemonProcess daemon) {
    long expected = midway.drifted().stream().filter(Ref::restartable).count();
    try {
      await("all restarted, and no slot taken").atMost(TO_CONVERGE).pollInterval(Duration.ofMillis(250)).until(() -> {
        Metrics metrics = daemon.metrics();
        scrapes.add(metrics);
        List<AuditEvent> writes = bed.writes();
        return writes.size() >= expected && metrics.sum("driftless_rollouts_in_flight") == 0
            && Rollouts.of(writes, pods, fleet.sizes()).all().stream().allMatch(rollout -> rollout.end().isPresent());
      });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; left: " + Plan.of(cluster, CONFIG).workloads().stream()
          .map(Plan.Workload::toString).collect(Collectors.joining("\n", "\n", "")), e);
    }
  }

  /** Changes no pod that would be made. */
  private void changeNothingThatMatters() {
    cluster.client().configMaps().inNamespace("istio-system").withName("istio-sidecar-injector")
        .edit(UpgradeRun::withComment);
    fleet.touch("once");
  }

  private static ConfigMap withComment(ConfigMap injector) {
    injector.getData().compute("config", (key, config) -> "# a comment says nothing\n" + config);
    return injector;
  }

  /** Before the upgrade. */
  Moment before() {
    return before;
  }

  /** When the injector had the new version, and istiod had not. */
  Moment midway() {
    return midway;
  }

  /** When all was over. */
  Moment after() {
    return after;
  }

  /** What the daemon said of itself: first at the end of the wait for istiod, then again and again. */
  List<Metrics> scrapes() {
    return scrapes;
  }

  /** When istiod's Deployment got the new version. */
  Instant istiodUpgraded() {
    return cluster.audit().find(event -> event.user().equals(Audit.ADMIN) && event.verb().equals("patch")
        && event.ref().equals(new Ref("Deployment", "istio-system", "istiod"))).getLast().received();
  }

  /** Of the daemon that performed the upgrade. */
  List<AuditEvent> writes() {
    return bed.writes().stream().filter(event -> event.received().isBefore(over)).toList();
  }

  /** What it asked about new pods. */
  List<AuditEvent> proofs() {
    return bed.proofs().stream().filter(event -> event.received().isBefore(over)).toList();
  }

  /** What the daemon asked for while it restarted, watches not counted. */
  List<AuditEvent> readsDuringUpgrade() {
    Instant from = istiodUpgraded();
    return cluster.audit().ofDaemon().stream().filter(AuditEvent::isRead)
        .filter(event -> event.received().isAfter(from) && event.received().isBefore(over)).toList();
  }

  Rollouts rollouts() {
    return Rollouts.of(writes(), pods, fleet.sizes());
  }
}
