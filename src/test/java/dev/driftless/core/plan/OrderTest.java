package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who goes before whom, the other things being equal or against it. */
class OrderTest {

  private static final Set<String> PRIORITY = Set.of("core");
  private static final Set<String> CANARIES = Set.of("default");
  private static final Drift REVISION = new Drift(DriftReason.WRONG_REVISION, "istio-proxy", "1-31", "default", 1);
  private static final Drift UNSUPPORTED = image("1.28.0");
  private static final Drift PATCH = image("1.32.0");

  @Test
  void who_has_begun_goes_before_all_others() {
    assertOrder(Set.of(), named("z").gateway().midway(), named("a").canary());
  }

  @Test
  void gateways_go_after_all_that_have_not_begun() {
    assertOrder(Set.of(), named("z"), named("a").gateway().canary());
  }

  @Test
  void whom_people_have_named_as_canary_goes_before_namespaces_of_priority() {
    assertOrder(Set.of(), named("z").canary(), named("a").in("core"));
  }

  @Test
  void a_namespace_of_priority_goes_before_more_severe_drift() {
    assertOrder(Set.of(), named("z").in("core").drifted(PATCH), named("a").drifted(REVISION));
  }

  @Test
  void a_more_severe_reason_goes_before_a_version_that_is_further_away() {
    assertOrder(Set.of(), named("z").drifted(REVISION), named("a").drifted(UNSUPPORTED));
  }

  @Test
  void of_versions_the_one_that_is_further_away_goes_first() {
    assertOrder(Set.of(), named("z").drifted(UNSUPPORTED), named("a").drifted(PATCH));
  }

  @Test
  void the_worst_of_several_drifts_counts() {
    assertOrder(Set.of(), named("z").drifted(PATCH, REVISION), named("a").drifted(UNSUPPORTED));
  }

  @Test
  void by_name_if_there_is_nothing_else() {
    assertOrder(Set.of(), named("a"), named("b"));
  }

  @Test
  void of_equal_ones_that_of_the_namespace_with_most_left_goes_first() {
    Order order = new Order(PRIORITY, Set.of(), Map.of("shop", 2, "long", 3));

    assertThat(order.of(List.of(named("a").candidate(), named("z").in("long").candidate())))
        .extracting(candidate -> candidate.ref().name()).containsExactly("z", "a");
  }

  @Test
  void where_a_canary_is_looked_for_priority_comes_last() {
    assertOrder(CANARIES, named("z"), named("a").in("core"));
  }

  @Test
  void where_a_canary_is_looked_for_a_single_pod_comes_last() {
    assertOrder(CANARIES, named("z").wanting(2), named("a").wanting(1));
  }

  @Test
  void where_a_canary_is_looked_for_severity_does_not_count() {
    assertOrder(CANARIES, named("a").drifted(PATCH), named("z").drifted(REVISION));
  }

  @Test
  void a_candidate_without_facts_is_none() {
    Workload unseen = new Workload(new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u"), Optional.empty(),
        Optional.empty(), List.of());
    Candidate candidate = new Candidate(unseen, null, null, null, Optional.empty(), false, null);

    assertThatIllegalArgumentException().isThrownBy(candidate::facts).withMessage("Deployment shop/cart: no facts");
  }

  private static void assertOrder(Set<String> canaries, Who first, Who second) {
    assertThat(new Order(PRIORITY, canaries, Map.of()).of(List.of(second.candidate(), first.candidate())))
        .extracting(candidate -> candidate.ref().name()).containsExactly(first.name, second.name);
  }

  private static Who named(String name) {
    return new Who(name, "shop", false, Map.of(), false, 3, List.of(PATCH));
  }

  private static Drift image(String tag) {
    return new Drift(DriftReason.IMAGE, "istio-proxy", "docker.io/istio/proxyv2:" + tag,
        "docker.io/istio/proxyv2:1.32.1", 1);
  }

  private record Who(String name, String namespace, boolean begun, Map<String, String> annotations, boolean isGateway,
      int desired, List<Drift> drifts) {

    Who in(String other) {
      return new Who(name, other, begun, annotations, isGateway, desired, drifts);
    }

    Who midway() {
      return new Who(name, namespace, true, annotations, isGateway, desired, drifts);
    }

    Who canary() {
      return new Who(name, namespace, begun, Map.of(Candidate.CANARY, "true"), isGateway, desired, drifts);
    }

    Who gateway() {
      return new Who(name, namespace, begun, annotations, true, desired, drifts);
    }

    Who wanting(int pods) {
      return new Who(name, namespace, begun, annotations, isGateway, pods, drifts);
    }

    Who drifted(Drift... others) {
      return new Who(name, namespace, begun, annotations, isGateway, desired, List.of(others));
    }

    Candidate candidate() {
      WorkloadRef ref = new WorkloadRef(Kind.DEPLOYMENT, namespace, name, "u-" + name);
      TemplateFacts template =
          new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "", "d", "{}", Map.of());
      WorkloadFacts facts = new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false, Optional.empty(), annotations,
          template, Strategy.ON_DELETE, new Replicas(desired, desired, desired, desired, true), "");
      Expectation expected = Proxies.expected("docker.io/istio/proxyv2:1.32.1", isGateway, "webhooks/rev");
      Candidate.Past past = new Candidate.Past(Instant.EPOCH, Optional.empty(), 0, false, false, false, begun,
          Optional.empty(), Optional.empty());
      return new Candidate(new Workload(ref, Optional.of(facts), Optional.of(template), List.of()),
          new Assessment(expected, new Verdict.Drifted(drifts), drifts, "target"), expected, past, Optional.empty(),
          false, null);
    }
  }
}
