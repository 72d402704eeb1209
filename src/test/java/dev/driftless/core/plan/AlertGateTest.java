package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

class AlertGateTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final AlertGate GATE = new AlertGate("http://reader:secret@prometheus", "Node.*|EtcdDown");

  private static Optional<Deferral> check(Duration age, String... names) {
    return GATE.check(new AlertState.Firing(NOON, Set.of(names)), NOON.plus(age));
  }

  @Test
  void an_alert_that_is_named_stops_everything_while_it_fires() {
    assertThat(check(Duration.ZERO, "Watchdog", "NodeNotReady"))
        .contains(Deferral.of(DeferReason.ALERTS_FIRING, "alerts fire: NodeNotReady"));
    assertThat(check(Duration.ZERO, "Watchdog")).isEmpty();
    assertThat(check(Duration.ZERO)).isEmpty();
  }

  @Test
  void the_whole_name_has_to_match_as_in_prometheus() {
    assertThat(check(Duration.ZERO, "KubeNodeNotReady", "EtcdDownAgain", "nodeNotReady")).isEmpty();
    assertThat(check(Duration.ZERO, "EtcdDown")).isPresent();
  }

  @Test
  void three_alerts_are_named_and_the_others_counted() {
    assertThat(check(Duration.ZERO, "NodeC", "NodeA", "NodeB").orElseThrow().detail())
        .isEqualTo("alerts fire: NodeA, NodeB, NodeC");
    assertThat(check(Duration.ZERO, "NodeE", "NodeC", "NodeA", "NodeB", "NodeD").orElseThrow().detail())
        .isEqualTo("alerts fire: NodeA, NodeB, NodeC and 2 more");
  }

  @Test
  void an_answer_counts_for_three_intervals() {
    assertThat(check(Duration.ofSeconds(45), "Watchdog")).isEmpty();
    assertThat(check(Duration.ofSeconds(46), "Watchdog")).contains(
        Deferral.of(DeferReason.ALERTS_UNKNOWN, "Prometheus answered last at 2026-03-01T12:00:00Z"));
  }

  @Test
  void who_knows_nothing_restarts_nothing() {
    assertThat(GATE.check(AlertState.NOTHING, NOON))
        .contains(Deferral.of(DeferReason.ALERTS_UNKNOWN, "Prometheus was not asked yet"));
  }

  @Test
  void a_password_is_not_shown() {
    assertThat(GATE).hasToString("AlertGate[alerts=Node.*|EtcdDown]");
  }

  @Test
  void what_is_no_regular_expression_is_no_gate() {
    assertThatThrownBy(() -> new AlertGate("http://prometheus", "Node(")).isInstanceOf(IllegalArgumentException.class);
  }
}
