package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Places;
import dev.driftless.core.plan.Reaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is allowed in one namespace and not in another, and who goes first. */
class PlacesTest {

  private static final Map<String, String> GATEWAY = Map.of("inject.istio.io/templates", "gateway");

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef ledger;

  @BeforeEach
  void drifted_workloads_in_two_namespaces() {
    namespace("driftless", Map.of());
    namespace("shop", Map.of());
    namespace("bank", Map.of());
    cart = world.workload("shop", "cart", 3, "1.31.2");
    ledger = world.workload("bank", "ledger", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void a_pilot_is_one_annotation() {
    namespace("shop", Map.of("driftless.dev/mode", "enforce"));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.of(Mode.OBSERVE));

    assertThat(daemon.refs(daemon.settled())).containsExactly(cart);
    assertThat(deferral(daemon, ledger))
        .isEqualTo(Deferral.of(DeferReason.MODE_OBSERVE, "namespaceMode is observe"));
  }

  @ParameterizedTest
  @CsvSource({"observe, enforce", "dry-run, enforce", "observe, dry-run"})
  void no_namespace_is_allowed_more_than_everywhere(String most, String asked) {
    namespace("shop", Map.of("driftless.dev/mode", asked));
    Mode mode = most.equals("observe") ? Mode.OBSERVE : Mode.DRY_RUN;
    Daemon daemon = daemon(mode, Optional.of(Mode.ENFORCE));

    assertThat(daemon.settled()).hasSize(mode == Mode.OBSERVE ? 0 : 2).allMatch(Effect.Restart::dryRun);
  }

  @ParameterizedTest
  @CsvSource({"observe", "enforce"})
  void where_nobody_allows_less_it_is_the_mode_of_everywhere(String asked) {
    namespace("shop", Map.of("driftless.dev/mode", asked));
    Daemon daemon = daemon(Mode.OBSERVE, Optional.of(Mode.OBSERVE));
    daemon.settled();

    assertThat(deferral(daemon, cart)).isEqualTo(Deferral.of(DeferReason.MODE_OBSERVE, "mode is observe"));
    assertThat(deferral(daemon, ledger)).isEqualTo(Deferral.of(DeferReason.MODE_OBSERVE, "mode is observe"));
  }

  @Test
  void a_namespace_that_only_observes_says_so() {
    namespace("shop", Map.of("driftless.dev/mode", "observe"));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.empty());

    assertThat(daemon.refs(daemon.settled())).containsExactly(ledger);
    assertThat(deferral(daemon, cart)).isEqualTo(Deferral.of(DeferReason.MODE_OBSERVE,
        "annotation driftless.dev/mode: \"observe\" on the namespace"));
  }

  @Test
  void a_mode_that_cannot_be_read_allows_nothing() {
    namespace("shop", Map.of("driftless.dev/mode", "Enforce"));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.empty());

    assertThat(daemon.refs(daemon.settled())).containsExactly(ledger);
    assertThat(deferral(daemon, cart)).isEqualTo(Deferral.of(DeferReason.MODE_OBSERVE,
        "annotation driftless.dev/mode: \"Enforce\" on the namespace cannot be read; "
            + "allowed: observe, dry-run, enforce"));
  }

  @Test
  void a_dry_run_in_one_namespace_is_a_restart_in_the_other() {
    namespace("shop", Map.of("driftless.dev/mode", "dry-run"));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.empty());

    assertThat(daemon.settled()).filteredOn(Effect.Restart::dryRun).extracting(Effect.Restart::ref)
        .containsExactly(cart);
  }

  @Test
  void a_namespace_that_is_promoted_is_restarted_after_its_dry_run() {
    namespace("shop", Map.of("driftless.dev/mode", "dry-run"));
    namespace("bank", Map.of("driftless.dev/mode", "observe"));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.empty());
    Effect.Restart dry = daemon.settled().getFirst();
    daemon.answer(dry, new Answer.Accepted(dry.resourceVersion()));
    assertThat(daemon.after(Duration.ofMinutes(2))).isEmpty();
    assertThat(deferral(daemon, cart)).isEqualTo(Deferral.of(DeferReason.MODE_DRY_RUN,
        "the dry run was accepted; annotation driftless.dev/mode: \"dry-run\" on the namespace"));

    namespace("shop", Map.of("driftless.dev/mode", "enforce"));

    assertThat(daemon.after(Duration.ofSeconds(1))).extracting(Effect.Restart::dryRun).containsExactly(false);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      true,  ON_PAUSE
      '',    ON_PAUSE
      no,    ON_PAUSE
      false, restarted
      """)
  void a_pause_of_the_namespace_holds_all_in_it(String value, String expected) {
    namespace("shop", Map.of("driftless.dev/pause", value));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.empty());

    assertThat(daemon.refs(daemon.settled())).contains(ledger)
        .matches(refs -> refs.contains(cart) == expected.equals("restarted"));
    if (expected.equals("ON_PAUSE")) {
      assertThat(deferral(daemon, cart)).isEqualTo(Deferral.of(DeferReason.ON_PAUSE,
          "the namespace is paused: annotation driftless.dev/pause: \"" + value + "\" on namespace shop"));
    }
  }

  @Test
  void a_pause_of_our_own_namespace_holds_everything_until_it_is_taken_back() {
    namespace("driftless", Map.of("driftless.dev/pause", "incident 4711"));
    Daemon daemon = daemon(Mode.ENFORCE, Optional.empty());

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(deferral(daemon, cart)).isEqualTo(Deferral.of(DeferReason.ON_PAUSE,
        "everything is paused: annotation driftless.dev/pause: \"incident 4711\" on namespace driftless"));

    namespace("driftless", Map.of());

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactlyInAnyOrder(cart, ledger);
  }

  @Test
  void gateways_are_restarted_last_if_they_are_to_be_restarted() {
    world.annotate(ledger, Map.of(), GATEWAY);
    Daemon daemon = one(new Places(Optional.empty(), "driftless", Reaction.RESTART, Set.of("bank")));

    Effect.Restart first = daemon.settled().getFirst();
    assertThat(first.ref()).isEqualTo(cart);

    assertThat(next(daemon, first).ref()).isEqualTo(ledger);
  }

  @Test
  void gateways_that_are_ignored_are_in_sync() {
    world.annotate(ledger, Map.of(), GATEWAY);
    Daemon daemon = one(new Places(Optional.empty(), "driftless", Reaction.IGNORE, Set.of()));

    daemon.settled();

    assertThat(daemon.review(ledger).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void namespaces_of_priority_go_first_then_the_most_severe_drift_then_the_small() {
    namespace("core", Map.of());
    WorkloadRef outdated = world.workload("shop", "a-outdated", 5, "1.28.0");
    WorkloadRef small = world.workload("shop", "z-small", 1, "1.31.2");
    WorkloadRef first = world.workload("core", "z-first", 9, "1.31.2");
    Daemon daemon = one(new Places(Optional.empty(), "driftless", Reaction.REPORT, Set.of("core")));

    Effect.Restart restart = daemon.settled().getFirst();
    assertThat(restart.ref()).isEqualTo(first);
    restart = next(daemon, restart);
    assertThat(restart.ref()).isEqualTo(outdated);
    restart = next(daemon, restart);
    assertThat(restart.ref()).isEqualTo(small);
    assertThat(next(daemon, restart).ref()).isEqualTo(ledger);
  }

  /** What is restarted when that one is done. */
  private Effect.Restart next(Daemon daemon, Effect.Restart restart) {
    daemon.accept(restart);
    daemon.tick();
    world.roll(restart.ref(), "1.32.0", daemon.now());
    daemon.tick();
    return daemon.after(Duration.ofMinutes(2)).getFirst();
  }

  private Daemon daemon(Mode mode, Optional<Mode> namespaceMode) {
    return new Daemon(world, Daemon.policy(mode, Daemon.limits(100, 100, 100))
        .with(new Places(namespaceMode, "driftless", Reaction.REPORT, Set.of())));
  }

  /** One at a time. */
  private Daemon one(Places places) {
    return new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 1)).with(places));
  }

  private static Deferral deferral(Daemon daemon, WorkloadRef ref) {
    return daemon.review(ref).deferred().getFirst();
  }

  private void namespace(String name, Map<String, String> annotations) {
    world.observe(Resource.NAMESPACES, "", name,
        new NamespaceFacts(name, Map.of("istio-injection", "enabled"), annotations, false));
  }
}
