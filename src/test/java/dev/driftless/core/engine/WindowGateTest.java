package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Window;
import dev.driftless.core.plan.Windows;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When a drifted workload may be restarted. The clock of these tests starts on a Sunday at noon, UTC. */
class WindowGateTest {

  private static final String ANNOTATION = "driftless.dev/window";
  private static final String KYMA = "restarter.istio-operator.kyma-project.io/maintenance-window";
  private static final Windows NOON_TO_FOUR = daily(12, Duration.ofHours(4));
  private static final Windows TWO_TO_SIX = daily(14, Duration.ofHours(4));

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void what_drifted_outside_of_a_window_is_found_and_restarted_when_it_opens() {
    Daemon daemon = daemon(TWO_TO_SIX, Downtime.WINDOW);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.review(cart).verdict().label()).isEqualTo("Drifted");
    assertDeferred(daemon, new Deferral(DeferReason.OUTSIDE_WINDOW,
        "the windows of the configuration are closed: 14:00+4h UTC", Optional.of(at("14:00"))));
    assertThat(daemon.after(Duration.ofMinutes(118).minusMillis(1))).isEmpty();
    assertThat(daemon.refs(daemon.after(Duration.ofMillis(1)))).containsExactly(cart);
  }

  @Test
  void a_restart_that_has_started_is_followed_past_the_end_of_the_window() {
    Daemon daemon = daemon(NOON_TO_FOUR, Downtime.WINDOW);
    Effect.Restart restart = daemon.settled().getFirst();

    daemon.accept(restart);
    daemon.later(Duration.ofMinutes(237).plusSeconds(30));
    world.roll(cart, "1.32.0", daemon.now());
    daemon.after(Duration.ZERO);
    daemon.after(Duration.ofMinutes(1));

    assertThat(daemon.now()).isEqualTo(at("16:00").plusSeconds(30));
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void no_restart_starts_that_would_not_be_over_when_the_window_closes() {
    tenMinutesToReady();
    Daemon daemon = daemon(NOON_TO_FOUR, Downtime.WINDOW);
    daemon.after(Duration.ZERO);

    assertThat(daemon.after(Duration.ofHours(4).minusMinutes(31).plusMillis(1))).isEmpty();
    assertDeferred(daemon, new Deferral(DeferReason.WINDOW_TOO_SHORT,
        "a restart is expected to take 31m, the window closes at 2026-03-01T16:00:00Z",
        Optional.of(at("12:00").plus(Duration.ofDays(1)))));
  }

  @Test
  void a_restart_that_is_over_just_in_time_may_start() {
    tenMinutesToReady();
    Daemon daemon = daemon(NOON_TO_FOUR, Downtime.WINDOW);
    daemon.after(Duration.ZERO);

    assertThat(daemon.refs(daemon.after(Duration.ofHours(4).minusMinutes(31)))).containsExactly(cart);
  }

  @Test
  void where_no_window_is_long_enough_no_end_is_told() {
    tenMinutesToReady();
    Daemon daemon = daemon(daily(12, Duration.ofMinutes(30)), Downtime.WINDOW);

    assertThat(daemon.settled()).isEmpty();
    assertDeferred(daemon, Deferral.of(DeferReason.WINDOW_TOO_SHORT, "a restart is expected to take 31m, the window "
        + "closes at 2026-03-01T12:30:00Z; none of the next 15d is long enough"));
  }

  @Test
  void namespace_workload_and_template_narrow_the_windows_of_the_configuration() {
    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", Map.of("istio-injection", "enabled"),
        Map.of(ANNOTATION, "13:00+8h UTC"), false));
    world.annotate(cart, Map.of(ANNOTATION, "15:00+10m UTC; 10:00+4h UTC"), Map.of(ANNOTATION, "13:30+3h UTC"));
    Daemon daemon = daemon(NOON_TO_FOUR, Downtime.WINDOW);

    assertThat(daemon.settled()).isEmpty();
    assertDeferred(daemon, new Deferral(DeferReason.OUTSIDE_WINDOW,
        "the windows of annotation driftless.dev/window on the namespace are closed: 13:00+8h UTC, and "
            + "the windows of annotation driftless.dev/window on the pod template are closed: 13:30+3h UTC",
        Optional.of(at("13:30"))));
    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(88)))).containsExactly(cart);
  }

  @Test
  void an_annotation_cannot_open_what_the_configuration_closes() {
    world.annotate(cart, Map.of(ANNOTATION, "12:00+1h UTC"), Map.of());
    Daemon daemon = daemon(TWO_TO_SIX, Downtime.WINDOW);

    assertThat(daemon.settled()).isEmpty();
    assertDeferred(daemon, Deferral.of(DeferReason.OUTSIDE_WINDOW, "the windows of the configuration are closed: "
        + "14:00+4h UTC; no moment of the next 15d is in all that it is held to"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "always", "22:00+6h"})
  void an_annotation_that_cannot_be_read_allows_nothing(String text) {
    world.annotate(cart, Map.of(ANNOTATION, text), Map.of());

    assertNeverRestarted("annotation driftless.dev/window: \"" + text + "\" on the workload; allowed: windows as "
        + "Mon,Tue 22:00+6h Europe/Berlin, separated by ;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sun-Sat 02:00-04:00", "Sun 22:00-04:00", "Sun 04:00-04:00", "12:00-18:00",
      "Sun 12:00-24:00", "12:00+12h UTC"})
  void an_annotation_of_kyma_that_cannot_be_read_allows_nothing(String text) {
    world.annotate(cart, Map.of(KYMA, text, ANNOTATION, "00:00+24h UTC"), Map.of());

    assertNeverRestarted("annotation " + KYMA + ": \"" + text + "\" on the workload; allowed: a window within one day"
        + " as Sat-Sun 02:00-06:00, in UTC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sun 12:00-18:00", "Sat-Sun 12:00-18:30", "Mon-Sun 12:00-23:59", "Mon,Sun,Tue 12:00-18:00",
      "Sun-Sun 12:00-18:00"})
  void an_annotation_of_kyma_says_when(String open) {
    world.annotate(cart, Map.of(KYMA, open), Map.of());

    assertThat(daemon(Windows.ALWAYS, Downtime.NEVER).settled()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sun 02:00-04:00", "Mon-Sat 12:00-18:00", "Mon,Tue 12:00-18:00"})
  void an_annotation_of_kyma_says_when_not(String closed) {
    world.annotate(cart, Map.of(KYMA, closed), Map.of());
    Daemon daemon = daemon(Windows.ALWAYS, Downtime.NEVER);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.OUTSIDE_WINDOW);
  }

  private void assertNeverRestarted(String detail) {
    Daemon daemon = daemon(Windows.ALWAYS, Downtime.ALLOW);
    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertDeferred(daemon, Deferral.of(DeferReason.WINDOW_UNREADABLE, detail));
  }

  @Test
  void an_outage_waits_for_a_window_of_the_configuration() {
    recreated();
    Daemon daemon = daemon(TWO_TO_SIX, Downtime.WINDOW);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.OUTSIDE_WINDOW);
    assertThat(daemon.refs(daemon.after(Duration.ofHours(2)))).containsExactly(cart);
  }

  @Test
  void an_annotation_says_when_an_outage_is_allowed_too() {
    recreated();
    world.annotate(cart, Map.of(ANNOTATION, "12:00+1h UTC"), Map.of());

    assertThat(daemon(Windows.ALWAYS, Downtime.WINDOW).settled()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"WINDOW", "NEVER"})
  void without_any_window_there_is_no_outage(Downtime downtime) {
    recreated();
    Daemon daemon = daemon(Windows.ALWAYS, downtime);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NEEDS_DOWNTIME);
  }

  @Test
  void no_window_allows_an_outage_that_is_never_allowed() {
    recreated();
    Daemon daemon = daemon(NOON_TO_FOUR, Downtime.NEVER);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NEEDS_DOWNTIME);
  }

  @Test
  void an_outage_that_is_always_allowed_needs_no_window() {
    recreated();

    assertThat(daemon(Windows.ALWAYS, Downtime.ALLOW).settled()).hasSize(1);
  }

  private void recreated() {
    world.strategy(cart, new Strategy(Strategy.Type.RECREATE, 3, 0, false, Duration.ZERO));
  }

  /** Three pods one after the other, and a minute of soak. */
  private void tenMinutesToReady() {
    world.born(cart, World.START.minus(Duration.ofDays(1)).minus(Duration.ofMinutes(10)));
  }

  private void assertDeferred(Daemon daemon, Deferral expected) {
    assertThat(daemon.review(cart).deferred()).containsExactly(expected);
  }

  private Daemon daemon(Windows windows, Downtime downtime) {
    return new Daemon(world,
        Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100)).with(downtime, windows));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-01T" + time + ":00Z");
  }

  private static Windows daily(int hour, Duration duration) {
    return new Windows(List.of(
        new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.of(hour, 0), duration, ZoneId.of("UTC"))));
  }
}
