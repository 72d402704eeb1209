package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A mesh upgrade of sixty workloads during which the daemon is killed again and again. {@code -Dkills=N} says how
 * often, and {@code -Dseed=N} kills after the same times as another run did.
 */
final class KillRun {

  static final int WORKLOADS = 60;
  static final int IN_FLIGHT = 6;
  static final int RATE = 4;
  static final Duration RATE_PER = Duration.ofSeconds(2);
  static final int FEWEST_OF_SET = 2;

  private static final int SHORTEST_SOAK_SECONDS = 3;
  private static final long SEED = Long.getLong("seed", 4711);
  /** The cooldown is short, so that it cannot hide a second restart. */
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 1s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 6
        maxInFlightPerNamespace: 6
        rate: {restarts: 4, per: 2s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 5m
        soak: %ds
        priorityNamespaces: [bank]
      """;
  private static final String SHOP = "shop";
  /** Whose turn it is as long as kills go on. */
  private static final String BANK = "bank";
  private static final int LONGEST_MIDST_MILLIS = 2000;
  private static final Duration TO_ACT = Duration.ofMinutes(2);
  private static final Duration TO_CONVERGE = Duration.ofMinutes(5);

  private final TestBed bed;
  private final int kills;
  private final String[] flags;
  private final List<DaemonProcess> lives = new ArrayList<>();
  private Set<Ref> candidates;
  private Set<String> doomed;
  private Instant upgraded;
  private int patchesAtLastKill;
  private int evictionsAtLastKill;

  /** Says when a daemon that has just got ready shall die. */
  interface Fate {

    Instant death(int life, DaemonProcess daemon, Random chance);
  }

  /** @param usual kills, where nothing else is said */
  KillRun(TestBed bed, int usual, String... flags) {
    this.bed = bed;
    this.kills = Integer.getInteger("kills", usual);
    this.flags = flags;
  }

  void perform(Fate fate) {
    bed.populate(objects());
    bed.fleet().refs().stream().filter(KillRun::isSet).map(KillRun::budget)
        .forEach(budget -> bed.cluster().client().resource(budget).create());
    upgraded = Instant.now();
    bed.cluster().upgrade(Cluster.NEXT_TAG);
    candidates = bed.candidates();
    doomed = bed.uids(bed.refs(BANK));
    Random chance = new Random(SEED);
    for (int i = 0; i < kills; i++) {
      DaemonProcess daemon = begin("life-" + i);
      Instant death = fate.death(i, daemon, chance);
      await("the moment").atMost(TO_CONVERGE).pollInterval(Duration.ofMillis(5))
          .until(() -> Instant.now().isAfter(death));
      daemon.kill();
      patchesAtLastKill = patches().size();
      evictionsAtLastKill = evictions().size();
    }
    DaemonProcess last = begin("last-life");
    await("all converged").atMost(TO_CONVERGE).pollInterval(Duration.ofMillis(500))
        .failFast(() -> assertThat(last.isAlive()).isTrue())
        .until(() -> last.metrics().sum("driftless_rollouts_in_flight") == 0 && bed.candidates().isEmpty());
    last.stop();
  }

  /**
   * A moment soon after this life's first eviction; after its first patch, when there is nothing left to evict; soon,
   * when there is nothing left at all.
   */
  Instant inTheMidst(Random chance) {
    int patches = patches().size();
    int evictions = evictions().size();
    await("a deed").atMost(TO_ACT).pollInterval(Duration.ofMillis(20)).until(() -> evictions().size() > evictions
        || evictions == doomed.size() && patches().size() > patches || patches().size() == WORKLOADS);
    return Instant.now().plusMillis(chance.nextInt(LONGEST_MIDST_MILLIS));
  }

  private DaemonProcess begin(String name) {
    DaemonProcess daemon = bed.start(name, CONFIG.formatted(soak()), flags).awaitReady();
    lives.add(daemon);
    return daemon;
  }

  /** In seconds: slots are held for so long that there is something left to do for as many lives. */
  private int soak() {
    return Math.max(SHORTEST_SOAK_SECONDS, kills * SHORTEST_SOAK_SECONDS / 5);
  }

  /** How many daemons there were. */
  int lives() {
    return lives.size();
  }

  /** Drifted by the upgrade. */
  Set<Ref> candidates() {
    return candidates;
  }

  Instant upgraded() {
    return upgraded;
  }

  /** Of the pods that nothing but an eviction replaces, before the upgrade. */
  Set<String> doomed() {
    return doomed;
  }

  int patchesAtLastKill() {
    return patchesAtLastKill;
  }

  int evictionsAtLastKill() {
    return evictionsAtLastKill;
  }

  List<AuditEvent> patches() {
    return accepted(write -> write.verb().equals("patch"));
  }

  /** No dry runs. */
  List<AuditEvent> evictions() {
    return accepted(write -> write.resource().equals("pods/eviction") && !write.isDryRun() && write.code() < 300);
  }

  private List<AuditEvent> accepted(Predicate<AuditEvent> wanted) {
    return bed.writes().stream().filter(wanted).toList();
  }

  Rollouts rollouts() {
    return Rollouts.of(patches(), bed.pods(), bed.fleet().sizes());
  }

  /** Each has three pods, and a budget that two have to be ready. */
  Map<Ref, Integer> fewestReadyOfSets() {
    return bed.fleet().refs().stream().filter(KillRun::isSet)
        .collect(Collectors.toMap(ref -> ref, ref -> bed.pods().fewestReady(ref, upgraded)));
  }

  private static boolean isSet(Ref ref) {
    return ref.kind().equals("StatefulSet");
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.namespace(BANK, Map.of("istio-injection", "enabled"))));
    for (int i = 0; i < WORKLOADS; i++) {
      objects.add(switch (i % 12) {
        case 0 -> Workloads.statefulSet(SHOP, "db-" + i, 3);
        case 4 -> i < WORKLOADS / 2 ? byHand("by-hand-" + i) : Workloads.replicaSet(BANK, "by-hand-" + i, 2);
        default -> Workloads.deployment(SHOP, "web-" + i, 2);
      });
    }
    return objects;
  }

  private static StatefulSet byHand(String name) {
    return new StatefulSetBuilder(Workloads.statefulSet(BANK, name, 3)).editSpec()
        .withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy().endSpec().build();
  }

  private static PodDisruptionBudget budget(Ref ref) {
    return new PodDisruptionBudgetBuilder().withNewMetadata().withNamespace(ref.namespace()).withName(ref.name())
        .endMetadata().withNewSpec().withMinAvailable(new IntOrString(FEWEST_OF_SET)).withNewSelector()
        .addToMatchLabels(Workloads.APP, ref.name()).endSelector().endSpec().build();
  }
}
