package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The daemon is killed at random moments of an upgrade of sixty workloads. At full size: {@code mvn verify
 * -Dit.test=KillIT -Dkills=50}; {@code -Dseed=N} kills after the same times as another run did.
 *
 * <p>It runs without leader election: under a lease nobody acts for a while after a kill, and what the last one left
 * half done has settled by then. So the marks alone have to tell the next one.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("seed", 4711);
  private static final int WORKLOADS = 60;
  private static final int IN_FLIGHT = 6;
  private static final int RATE = 4;
  private static final Duration RATE_PER = Duration.ofSeconds(2);
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
        soak: 3s
      """;
  private static final String ALONE = "--leader-elect=false";
  private static final String SHOP = "shop";
  private static final Duration TO_CONVERGE = Duration.ofMinutes(5);
  /** The rate of an unknown past is spent for two seconds, and the mesh has to settle. */
  private static final int LONGEST_LIFE_MILLIS = 6000;

  @RegisterExtension
  static final TestBed BED = new TestBed("kill");

  private static Set<Ref> candidates;
  private static Instant upgraded;
  private static int restartsAtLastKill;

  @BeforeAll
  static void kill_it_again_and_again() {
    BED.populate(objects());
    BED.refs(SHOP).stream().filter(ref -> ref.kind().equals("StatefulSet")).map(KillIT::budget)
        .forEach(budget -> BED.cluster().client().resource(budget).create());
    upgraded = Instant.now();
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    candidates = BED.candidates();
    Random moments = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      DaemonProcess daemon = BED.start("life-" + i, CONFIG, ALONE).awaitReady();
      Instant moment = Instant.now().plusMillis(moments.nextInt(LONGEST_LIFE_MILLIS));
      await("the moment").pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().isAfter(moment));
      daemon.kill();
      restartsAtLastKill = BED.writes().size();
    }
    DaemonProcess last = BED.start("last-life", CONFIG, ALONE).awaitReady();
    await("all converged").atMost(TO_CONVERGE).failFast(() -> assertThat(last.isAlive()).isTrue())
        .until(() -> BED.candidates().isEmpty() && last.metrics().sum("driftless_rollouts_in_flight") == 0);
    last.stop();
  }

  @Test
  void each_workload_got_one_patch_whoever_sent_it() {
    assertThat(candidates).hasSize(WORKLOADS);
    assertThat(restartsAtLastKill).as("restarts before the last kill").isPositive();
    assertThat(BED.writes()).extracting(AuditEvent::ref).containsExactlyInAnyOrderElementsOf(candidates);
    assertThat(BED.writes()).extracting(AuditEvent::code).containsOnly(200);
  }

  @Test
  void slots_and_rate_held_across_all_lives() {
    Rollouts rollouts = Rollouts.of(BED.writes(), BED.pods(), BED.fleet().sizes());

    assertThat(rollouts.mostAtOnce(ref -> true)).isLessThanOrEqualTo(IN_FLIGHT);
    assertThat(rollouts.mostWithin(RATE_PER)).isLessThanOrEqualTo(RATE);
  }

  @Test
  void budgets_held_across_all_lives() {
    assertThat(BED.fleet().refs()).filteredOn(ref -> ref.kind().equals("StatefulSet")).hasSize(5)
        .allSatisfy(ref -> assertThat(BED.pods().fewestReady(ref, upgraded)).as(ref.toString())
            .isGreaterThanOrEqualTo(2));
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects =
        new ArrayList<>(List.of(Workloads.namespace(SHOP, Map.of("istio-injection", "enabled"))));
    for (int i = 0; i < WORKLOADS; i++) {
      String name = "web-" + i;
      objects.add(i % 12 == 0 ? Workloads.statefulSet(SHOP, name, 3) : Workloads.deployment(SHOP, name, 2));
    }
    return objects;
  }

  private static PodDisruptionBudget budget(Ref ref) {
    return new PodDisruptionBudgetBuilder().withNewMetadata().withNamespace(ref.namespace()).withName(ref.name())
        .endMetadata().withNewSpec().withMinAvailable(new IntOrString(2)).withNewSelector()
        .addToMatchLabels(Workloads.APP, ref.name()).endSelector().endSpec().build();
  }
}
