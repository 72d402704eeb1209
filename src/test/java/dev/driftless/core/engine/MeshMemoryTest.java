package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Settings of the mesh that leave no trace on a pod: what was in force when it was made is remembered. */
class MeshMemoryTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_workload_in_sync() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 2, "1.31.2");
    trustDomain("old.example");
  }

  private void trustDomain(String name) {
    world.observe(Resource.MESH_CONFIG_MAPS, "istio-system", "istio", new MeshConfigFacts("istio", "default",
        new Parsed.Value(new Tree.Mapping(Map.of("trustDomain", new Tree.Scalar(name, Tree.ScalarType.TEXT))))));
  }

  private static List<MeshMemory> remembered(Step step) {
    return step.effects().stream().filter(Effect.Remember.class::isInstance).map(Effect.Remember.class::cast)
        .map(remember -> remember.memory().mesh()).toList();
  }

  private static List<Instant> epochs(MeshMemory memory) {
    return memory.epochs().get("default").stream().map(MeshMemory.Epoch::since).toList();
  }

  @Test
  void a_pod_that_is_older_than_what_is_known_is_not_drifted_by_it() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.after(Duration.ZERO);

    trustDomain("new.example");
    daemon.after(HOUR);

    assertThat(daemon.verdict(cart)).isEqualTo(new Verdict.InSync());
  }

  @Test
  void a_pod_that_was_made_under_another_setting_is_drifted_and_reported() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.after(Duration.ZERO);
    daemon.after(HOUR);
    world.born(cart, daemon.now());
    daemon.after(HOUR);

    trustDomain("new.example");
    daemon.after(HOUR);

    assertThat(daemon.review(cart).drifts()).singleElement().satisfies(drift -> {
      assertThat(drift.reason()).isEqualTo(DriftReason.CONFIG_FINGERPRINT);
      assertThat(drift.pods()).isEqualTo(2);
      assertThat(drift.actual()).isEqualTo("trustDomain as seen from " + World.START);
      assertThat(drift.expected()).isEqualTo("trustDomain as seen from " + daemon.now());
    });
    assertThat(daemon.review(cart).restart()).isFalse();
  }

  @Test
  void a_pod_that_was_made_while_nothing_was_heard_is_not_drifted_by_it() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.after(Duration.ZERO);
    daemon.blind(HOUR);
    world.born(cart, daemon.now().minusSeconds(60));

    trustDomain("new.example");
    daemon.after(HOUR);

    assertThat(daemon.verdict(cart)).isEqualTo(new Verdict.InSync());
  }

  @Test
  void a_pod_that_is_made_after_the_change_is_in_sync() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.after(Duration.ZERO);
    trustDomain("new.example");
    daemon.after(HOUR);
    world.born(cart, daemon.now().plusSeconds(1));

    daemon.after(HOUR);

    assertThat(daemon.verdict(cart)).isEqualTo(new Verdict.InSync());
  }

  @Test
  void each_change_is_written_down_and_again_after_an_hour() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.synced();
    assertThat(remembered(daemon.step())).extracting(MeshMemoryTest::epochs)
        .containsExactly(List.of(World.START));
    assertThat(remembered(daemon.step())).isEmpty();

    trustDomain("new.example");
    Instant changed = daemon.now();
    assertThat(remembered(daemon.step())).extracting(MeshMemoryTest::epochs)
        .containsExactly(List.of(World.START, changed));
    daemon.blind(Duration.ofMinutes(59));
    assertThat(remembered(daemon.step())).isEmpty();
    daemon.later(Duration.ofMinutes(2));
    daemon.synced();
    assertThat(remembered(daemon.step())).singleElement().satisfies(
        memory -> assertThat(memory.epochs().get("default").getLast().until()).isEqualTo(daemon.now()));
  }

  @Test
  void what_an_earlier_process_saw_counts_and_what_nobody_saw_does_not() {
    Daemon first = Daemon.enforcing(world);
    first.synced();
    MeshMemory seen = remembered(first.step()).getFirst();
    trustDomain("new.example");

    Daemon next = first.restarted();
    next.remember(new Memory(seen, Map.of(), Map.of(), Map.of()));
    world.born(cart, World.START);
    next.after(HOUR);
    assertThat(next.review(cart).drifts()).extracting(drift -> drift.reason())
        .containsExactly(DriftReason.CONFIG_FINGERPRINT);
    world.born(cart, World.START.plusSeconds(60));
    next.after(HOUR);

    assertThat(next.verdict(cart)).isEqualTo(new Verdict.InSync());
  }

  @Test
  void a_configuration_that_cannot_be_read_is_no_change() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.synced();
    daemon.step();
    world.observe(Resource.MESH_CONFIG_MAPS, "istio-system", "istio",
        new MeshConfigFacts("istio", "default", new Parsed.Unreadable("line 1: no")));

    assertThat(remembered(daemon.step())).isEmpty();
  }
}
