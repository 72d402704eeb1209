package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.LabelSelector;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The same policy in one respect otherwise: all else stays, and above all what holds restarts back. */
class PolicyTest {

  private static final Policy.Scope SHOP = new Policy.Scope(Set.of("shop"), LabelSelector.EVERYTHING);
  private static final Policy.Mesh MESH = new Policy.Mesh("istio-system", Duration.ofSeconds(60));
  private static final Duration SETTLE = Duration.ofSeconds(15);
  private static final Map<DriftReason, Reaction> REACTIONS = Map.of(DriftReason.IMAGE, Reaction.RESTART);
  private static final Limits LIMITS = new Limits(new Budget.Count(1), 1, new Limits.Rate(1, Duration.ofMinutes(1)),
      new Limits.Cooldown(Duration.ofMinutes(1), Duration.ofHours(1)), 1, Duration.ofMinutes(15),
      Duration.ofSeconds(60), 1);
  private static final Windows NIGHTLY = WindowText.read("22:00+6h UTC").orElseThrow();
  private static final Places PLACES =
      new Places(Optional.of(Mode.OBSERVE), "driftless", Reaction.RESTART, Set.of("core"));
  private static final Optional<AlertGate> ALERTS = Optional.of(new AlertGate("http://prometheus", "Istio.*"));
  private static final Policy POLICY = policy(MESH, Downtime.NEVER, NIGHTLY, PLACES, ALERTS);

  @Test
  void at_other_times() {
    assertThat(POLICY.with(Downtime.ALLOW, Windows.ALWAYS))
        .isEqualTo(policy(MESH, Downtime.ALLOW, Windows.ALWAYS, PLACES, ALERTS));
  }

  @Test
  void for_one_who_runs_elsewhere() {
    assertThat(POLICY.at("elsewhere")).isEqualTo(policy(MESH, Downtime.NEVER, NIGHTLY,
        new Places(Optional.of(Mode.OBSERVE), "elsewhere", Reaction.RESTART, Set.of("core")), ALERTS));
  }

  @Test
  void with_the_mesh_in_another_namespace() {
    assertThat(POLICY.withMeshIn("mesh")).isEqualTo(
        policy(new Policy.Mesh("mesh", Duration.ofSeconds(60)), Downtime.NEVER, NIGHTLY, PLACES, ALERTS));
  }

  @Test
  void whatever_alerts_fire() {
    assertThat(POLICY.with(Optional.<AlertGate>empty()))
        .isEqualTo(policy(MESH, Downtime.NEVER, NIGHTLY, PLACES, Optional.empty()));
  }

  @Test
  void for_other_namespaces() {
    Policy.Scope other = new Policy.Scope(Set.of("bank"), LabelSelector.EVERYTHING);

    assertThat(POLICY.within(other)).isEqualTo(new Policy(Mode.ENFORCE, other, MESH, SETTLE, REACTIONS,
        ProofPolicy.REQUIRED, LIMITS, Downtime.NEVER, NIGHTLY, PLACES, ALERTS));
  }

  @Test
  void for_one_who_looks_once() {
    assertThat(POLICY.settled()).isEqualTo(new Policy(Mode.ENFORCE, SHOP,
        new Policy.Mesh("istio-system", Duration.ZERO), Duration.ZERO, REACTIONS, ProofPolicy.REQUIRED, LIMITS,
        Downtime.NEVER, NIGHTLY, PLACES));
  }

  @Test
  void a_scope_is_both_its_names_and_its_labels() {
    Policy.Scope both = new Policy.Scope(Set.of("shop"), new LabelSelector(Map.of("a", "b"), List.of()));

    assertThat(both.contains("shop", Map.of("a", "b"))).isTrue();
    assertThat(both.contains("bank", Map.of("a", "b"))).isFalse();
    assertThat(both.contains("shop", Map.of())).isFalse();
  }

  private static Policy policy(Policy.Mesh mesh, Downtime downtime, Windows windows, Places places,
      Optional<AlertGate> alerts) {
    return new Policy(Mode.ENFORCE, SHOP, mesh, SETTLE, REACTIONS, ProofPolicy.REQUIRED, LIMITS, downtime, windows,
        places, alerts);
  }
}
