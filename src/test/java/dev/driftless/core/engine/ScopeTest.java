package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What lies outside of the policy's scope does not exist for the engine. */
class ScopeTest {

  private static final LabelSelector PILOT = new LabelSelector(Map.of("driftless", "pilot"), List.of());

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef ledger;

  @BeforeEach
  void drifted_workloads_in_two_namespaces() {
    namespace("shop", Map.of("driftless", "pilot"));
    namespace("bank", Map.of());
    cart = world.workload("shop", "cart", 3, "1.31.2");
    ledger = world.workload("bank", "ledger", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void a_namespace_that_is_not_named_is_left_alone() {
    Daemon daemon = scoped(new Policy.Scope(Set.of("shop", "market"), LabelSelector.EVERYTHING));

    assertThat(daemon.refs(daemon.settled())).containsExactly(cart);
    assertUnseen(daemon, ledger);
  }

  @Test
  void a_namespace_without_the_selected_label_is_left_alone() {
    Daemon daemon = scoped(new Policy.Scope(Set.of(), PILOT));

    assertThat(daemon.refs(daemon.settled())).containsExactly(cart);
    assertUnseen(daemon, ledger);
  }

  @Test
  void a_namespace_must_be_named_and_selected() {
    Daemon daemon = scoped(new Policy.Scope(Set.of("bank"), PILOT));

    assertThat(daemon.settled()).isEmpty();
    assertUnseen(daemon, cart);
    assertUnseen(daemon, ledger);
  }

  @Test
  void a_namespace_that_leaves_the_scope_is_left_alone_from_then_on() {
    Daemon daemon = scoped(new Policy.Scope(Set.of(), PILOT));
    daemon.after(Duration.ZERO);

    namespace("shop", Map.of());

    assertThat(daemon.after(Duration.ofMinutes(2))).isEmpty();
    assertThat(daemon.census().workloads()).isEmpty();
  }

  @Test
  void what_somebody_has_undone_stays_given_up_when_its_namespace_comes_back() {
    Daemon daemon = scoped(new Policy.Scope(Set.of(), PILOT));
    daemon.accept(daemon.settled().getFirst());
    world.annotate(cart, Map.of(), Map.of());
    world.roll(cart, "1.31.2", daemon.now());
    daemon.tick();
    namespace("shop", Map.of());
    daemon.after(Duration.ofHours(1));
    Daemon another = daemon.restarted();
    another.after(Duration.ofHours(1));

    namespace("shop", Map.of("driftless", "pilot"));
    another.after(Duration.ofSeconds(1));

    assertThat(another.after(Duration.ofMinutes(5))).isEmpty();
    assertThat(another.deferrals(cart)).containsExactly(DeferReason.QUARANTINED);
  }

  @Test
  void a_namespace_that_comes_into_scope_is_looked_at() {
    Daemon daemon = scoped(new Policy.Scope(Set.of(), PILOT));
    daemon.settled();

    namespace("bank", Map.of("driftless", "pilot"));
    daemon.tick();

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(15)))).containsExactly(ledger);
  }

  @Test
  void a_workload_that_leaves_the_scope_midway_is_followed_to_its_end_and_keeps_its_slot_until_then() {
    Daemon daemon = scoped(new Policy.Scope(Set.of(), PILOT));
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.tick();

    namespace("shop", Map.of());
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(cart.kind(), 1));
    world.roll(cart, "1.32.0", daemon.now());
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.census().workloads()).isEmpty();
  }

  private Daemon scoped(Policy.Scope scope) {
    Policy all = Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100));
    return new Daemon(world, new Policy(all.mode(), scope, all.mesh(), all.driftSettle(), all.reactions(),
        all.proof(), all.limits()));
  }

  private void namespace(String name, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    all.put("istio-injection", "enabled");
    world.observe(Resource.NAMESPACES, "", name, new NamespaceFacts(name, all, Map.of(), false));
  }

  private static void assertUnseen(Daemon daemon, WorkloadRef ref) {
    assertThat(daemon.after(Duration.ofDays(1))).extracting(Effect.Restart::ref).doesNotContain(ref);
    assertThat(daemon.facts).extracting(Fact::ref).doesNotContain(ref);
  }
}
