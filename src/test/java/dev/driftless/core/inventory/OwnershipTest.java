package dev.driftless.core.inventory;

import static dev.driftless.core.inventory.Seen.deployment;
import static dev.driftless.core.inventory.Seen.gone;
import static dev.driftless.core.inventory.Seen.observed;
import static dev.driftless.core.inventory.Seen.owner;
import static dev.driftless.core.inventory.Seen.pod;
import static dev.driftless.core.inventory.Seen.podFacts;
import static dev.driftless.core.inventory.Seen.ref;
import static dev.driftless.core.inventory.Seen.replicaSet;
import static dev.driftless.core.inventory.Seen.template;
import static dev.driftless.core.inventory.Seen.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose pods are whose. */
class OwnershipTest {

  private static final WorkloadRef CART = ref(Kind.DEPLOYMENT, "cart");
  private static final OwnerLink BY_REPLICA_SET = owner(Kind.REPLICA_SET, "cart-1");
  private static final Change CART_1 =
      replicaSet("cart-1", owner(Kind.DEPLOYMENT, "cart"), Optional.empty());

  private final Inventory inventory = new Inventory();

  @Test
  void pods_of_all_replica_sets_of_a_deployment_are_its_pods() {
    see(deployment(CART), CART_1, pod("cart-1-a", BY_REPLICA_SET),
        replicaSet("cart-2", owner(Kind.DEPLOYMENT, "cart"), Optional.empty()),
        pod("cart-2-a", owner(Kind.REPLICA_SET, "cart-2")), pod("other", owner(Kind.REPLICA_SET, "other-1")));

    assertThat(pods(CART)).containsExactlyInAnyOrder("cart-1-a", "cart-2-a");
    assertThat(inventory.workload(CART).orElseThrow().template()).contains(template("of cart"));
  }

  @Property
  void it_does_not_matter_in_which_order_they_are_seen(@ForAll("orders") List<Change> changes) {
    Inventory fresh = new Inventory();
    changes.forEach(fresh::apply);

    assertThat(fresh.workload(CART).orElseThrow().pods()).extracting(PodFacts::name)
        .containsExactly("cart-1-a", "cart-1-b");
    assertThat(fresh.workload(ref(Kind.REPLICA_SET, "cart-1"))).isEmpty();
  }

  @Provide
  Arbitrary<List<Change>> orders() {
    return Arbitraries.shuffle(deployment(CART), CART_1, pod("cart-1-b", BY_REPLICA_SET),
        pod("cart-1-a", BY_REPLICA_SET));
  }

  @Test
  void pods_of_a_replica_set_that_was_not_seen_yet_are_its_own_and_have_no_template() {
    see(pod("cart-1-a", BY_REPLICA_SET));

    Workload workload = inventory.workload(ref(Kind.REPLICA_SET, "cart-1")).orElseThrow();

    assertThat(workload.pods()).extracting(PodFacts::name).containsExactly("cart-1-a");
    assertThat(workload.template()).isEmpty();
  }

  @Test
  void a_replica_set_without_owner_is_a_workload_with_its_own_template() {
    WorkloadRef bare = ref(Kind.REPLICA_SET, "bare");
    see(workload(Resource.REPLICA_SETS, bare), pod("bare-a", owner(Kind.REPLICA_SET, "bare")));

    assertThat(inventory.workload(bare).orElseThrow().facts()).isPresent();
    assertThat(inventory.workload(bare).orElseThrow().template()).contains(template("of bare"));
    assertThat(pods(bare)).containsExactly("bare-a");
    see(gone(Resource.REPLICA_SETS, "bare"));
    assertThat(inventory.workload(bare).orElseThrow().facts()).isEmpty();
  }

  @Test
  void a_replica_set_gets_and_loses_its_owner() {
    WorkloadRef bare = ref(Kind.REPLICA_SET, "cart-1");
    see(workload(Resource.REPLICA_SETS, bare), deployment(CART), pod("cart-1-a", BY_REPLICA_SET));

    assertThat(inventory.apply(CART_1)).isEqualTo(new Impact.Workloads(Set.of(bare, CART)));
    assertThat(pods(CART)).containsExactly("cart-1-a");
    assertThat(inventory.workload(bare)).isEmpty();
    assertThat(inventory.apply(workload(Resource.REPLICA_SETS, bare)))
        .isEqualTo(new Impact.Workloads(Set.of(bare, CART)));
    assertThat(pods(CART)).isEmpty();
    assertThat(pods(bare)).containsExactly("cart-1-a");
  }

  @Test
  void another_version_of_a_pod_affects_nobody_and_is_known() {
    PodFacts pod = podFacts("bare-a", Optional.of(owner(Kind.REPLICA_SET, "bare")), PodPhase.RUNNING, false);
    PodFacts newer = new PodFacts(pod.namespace(), pod.name(), pod.uid(), "2", pod.createdAt(), pod.owner(),
        pod.shape(), pod.state());
    see(observed(Resource.PODS, "bare-a", pod));

    assertThat(inventory.apply(observed(Resource.PODS, "bare-a", newer))).isEqualTo(new Impact.Workloads(Set.of()));
    assertThat(inventory.pod("shop", "bare-a")).contains(newer);
  }

  @Test
  void an_unknown_owner_of_replica_sets_has_the_template_of_the_one_with_pods() {
    OwnerLink rollout = owner(Kind.ARGO_ROLLOUT, "canary");
    see(replicaSet("canary-1", rollout, Optional.of(template("old"))),
        replicaSet("canary-2", rollout, Optional.of(template("new"))),
        pod("canary-2-a", owner(Kind.REPLICA_SET, "canary-2")));

    assertThat(inventory.workload(ref(Kind.ARGO_ROLLOUT, "canary")).orElseThrow().template())
        .contains(template("new"));
  }

  @Test
  void a_pod_without_owner_is_a_workload_of_its_own() {
    see(observed(Resource.PODS, "lone", podFacts("lone", Optional.empty(), PodPhase.RUNNING, false)));

    Workload workload = inventory.workload(ref(Kind.POD, "lone")).orElseThrow();

    assertThat(workload.pods()).hasSize(1);
    assertThat(workload.template()).contains(template("own"));
  }

  @Test
  void pods_that_have_ended_or_are_on_their_way_out_do_not_count() {
    OwnerLink owner = owner(Kind.DEPLOYMENT, "cart");
    see(deployment(CART), pod("runs", owner),
        observed(Resource.PODS, "waits", podFacts("waits", Optional.of(owner), PodPhase.PENDING, false)),
        observed(Resource.PODS, "done", podFacts("done", Optional.of(owner), PodPhase.SUCCEEDED, false)),
        observed(Resource.PODS, "failed", podFacts("failed", Optional.of(owner), PodPhase.FAILED, false)),
        observed(Resource.PODS, "leaves", podFacts("leaves", Optional.of(owner), PodPhase.RUNNING, true)));

    assertThat(pods(CART)).containsExactly("runs", "waits");
    assertThat(inventory.pods()).hasSize(5);
  }

  @Test
  void what_is_gone_does_not_count_any_more() {
    see(deployment(CART), CART_1, pod("cart-1-a", BY_REPLICA_SET), pod("cart-1-b", BY_REPLICA_SET));

    see(gone(Resource.PODS, "cart-1-a"));
    assertThat(pods(CART)).containsExactly("cart-1-b");
    see(gone(Resource.REPLICA_SETS, "cart-1"));
    assertThat(pods(CART)).isEmpty();
    see(gone(Resource.DEPLOYMENTS, "cart"));
    assertThat(inventory.workload(CART)).isEmpty();
  }

  private void see(Change... changes) {
    List.of(changes).forEach(inventory::apply);
  }

  private List<String> pods(WorkloadRef ref) {
    return inventory.workload(ref).orElseThrow().pods().stream().map(PodFacts::name).toList();
  }
}
