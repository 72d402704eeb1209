package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an open breaker tells, and who goes on although it is half open. */
class TurnsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void three_that_failed_are_named() {
    assertThat(refusal(Set.of(), NOON.minusNanos(1), "a", "b", "c")).contains(new Deferral(DeferReason.BREAKER_OPEN,
        "restarts towards 1.32 failed: Deployment shop/a, Deployment shop/b, Deployment shop/c", Optional.of(NOON)));
  }

  @Test
  void more_than_three_are_counted() {
    assertThat(refusal(Set.of(), NOON.minusNanos(1), "a", "b", "c", "d", "e")).map(Deferral::detail).contains(
        "restarts towards 1.32 failed: Deployment shop/a, Deployment shop/b, Deployment shop/c and 2 more");
  }

  @Test
  void when_it_is_time_one_may_be_tried() {
    assertThat(refusal(Set.of(), NOON, "a")).isEmpty();
  }

  @Test
  void while_another_is_tried_nobody_else_is() {
    assertThat(refusal(Set.of("other"), NOON, "a")).contains(Deferral.of(DeferReason.BREAKER_OPEN,
        "restarts towards 1.32 failed: Deployment shop/a; one is tried, now Deployment shop/other"));
  }

  @Test
  void the_one_that_is_tried_goes_on() {
    assertThat(refusal(Set.of("cart"), NOON, "a")).isEmpty();
  }

  /** Of the workload {@code cart}, by a breaker that reopens at noon. */
  private static Optional<Deferral> refusal(Set<String> running, Instant now, String... failed) {
    Set<WorkloadRef> refs =
        Stream.of(failed).map(TurnsTest::ref).collect(Collectors.toCollection(TreeSet::new));
    List<InFlight> inFlight =
        running.stream().map(name -> new InFlight(ref(name), Map.of(), 1, 1, false)).toList();
    Situation situation = new Situation(new Inventory(), Optional.empty(), NOON, inFlight, 10,
        MeshHealth.of(List.of()), Map.of("1.32", new Breaker.Open(refs, NOON)), Map.of(), Optional.empty());
    return new Turns(Waves.NONE, situation).refusal(cart(), now);
  }

  private static Candidate cart() {
    Expectation expected = Proxies.expected("docker.io/istio/proxyv2:1.32.0", false, "webhooks/rev");
    Candidate.Past past = new Candidate.Past(NOON, Optional.empty(), 0, false, false, false, false,
        Optional.empty(), Optional.empty());
    return new Candidate(new Workload(ref("cart"), Optional.empty(), Optional.empty(), List.of()), null, expected,
        past, Optional.empty(), false, new Places.Local(Mode.ENFORCE, "mode is enforce"));
  }

  private static WorkloadRef ref(String name) {
    return new WorkloadRef(Kind.DEPLOYMENT, "shop", name, "u-" + name);
  }
}
