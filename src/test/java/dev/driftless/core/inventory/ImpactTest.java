package dev.driftless.core.inventory;

import static dev.driftless.core.inventory.Seen.deployment;
import static dev.driftless.core.inventory.Seen.gone;
import static dev.driftless.core.inventory.Seen.observed;
import static dev.driftless.core.inventory.Seen.owner;
import static dev.driftless.core.inventory.Seen.pod;
import static dev.driftless.core.inventory.Seen.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LimitRangeFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.NodeFacts;
import dev.driftless.core.model.OtherWebhookFacts;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whose verdict a change can affect. */
class ImpactTest {

  private static final WorkloadRef CART = ref(Kind.DEPLOYMENT, "cart");
  private static final WorkloadRef CART_1 = ref(Kind.REPLICA_SET, "cart-1");
  private static final OwnerLink BY_CART_1 = owner(Kind.REPLICA_SET, "cart-1");
  private static final Impact NOBODY = new Impact.Workloads(Set.of());

  private final Inventory inventory = new Inventory();

  @Test
  void a_pod_affects_the_deployment_behind_its_replica_set() {
    inventory.apply(replicaSet());

    assertThat(inventory.apply(pod("cart-1-a", BY_CART_1))).isEqualTo(workloads(CART));
    assertThat(inventory.apply(pod("cart-1-a", BY_CART_1))).isEqualTo(NOBODY);
    assertThat(inventory.apply(gone(Resource.PODS, "cart-1-a"))).isEqualTo(workloads(CART));
    assertThat(inventory.apply(gone(Resource.PODS, "cart-1-a"))).isEqualTo(NOBODY);
  }

  @Test
  void a_replica_set_affects_itself_and_its_owner() {
    assertThat(inventory.apply(replicaSet())).isEqualTo(workloads(CART, CART_1));
    assertThat(inventory.apply(replicaSet())).isEqualTo(NOBODY);
    assertThat(inventory.apply(gone(Resource.REPLICA_SETS, "cart-1"))).isEqualTo(workloads(CART, CART_1));
  }

  @Test
  void a_pod_that_changes_hands_affects_both_owners() {
    inventory.apply(pod("cart-a", BY_CART_1));

    assertThat(inventory.apply(pod("cart-a", owner(Kind.REPLICA_SET, "other"))))
        .isEqualTo(workloads(CART_1, ref(Kind.REPLICA_SET, "other")));
  }

  @Test
  void a_workload_made_anew_affects_also_the_one_it_replaces() {
    WorkloadRef again = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "another uid");
    inventory.apply(deployment(CART));

    assertThat(inventory.apply(deployment(again))).isEqualTo(workloads(CART, again));
    assertThat(inventory.workload(CART)).isEmpty();
    assertThat(inventory.apply(gone(Resource.DEPLOYMENTS, "cart"))).isEqualTo(workloads(again));
    assertThat(inventory.apply(gone(Resource.DEPLOYMENTS, "cart"))).isEqualTo(new Impact.None());
  }

  @Test
  void a_namespace_affects_all_in_it_if_it_changed() {
    Impact shop = new Impact.Namespace("shop");

    assertThat(inventory.apply(namespace(Map.of()))).isEqualTo(shop);
    assertThat(inventory.apply(namespace(Map.of()))).isEqualTo(new Impact.None());
    assertThat(inventory.apply(namespace(Map.of("istio-injection", "enabled")))).isEqualTo(shop);
    assertThat(inventory.apply(gone(Resource.NAMESPACES, "shop"))).isEqualTo(shop);
    assertThat(inventory.apply(gone(Resource.NAMESPACES, "shop"))).isEqualTo(new Impact.None());
  }

  @Test
  void webhooks_affect_everybody_if_they_changed() {
    Change change =
        observed(Resource.WEBHOOK_CONFIGURATIONS, "x", new WebhookConfigFacts("x", "r", Optional.empty(), List.of()));
    Change gone = new Change.Gone(change.key());

    assertThat(Stream.of(change, change, gone, gone).map(inventory::apply))
        .containsExactly(new Impact.Mesh(), new Impact.None(), new Impact.Mesh(), new Impact.None());
  }

  @Test
  void webhooks_of_others_affect_only_what_the_api_server_has_said() {
    Change first = observed(Resource.WEBHOOK_CONFIGURATIONS, "x", new OtherWebhookFacts("x", "u", 1));
    Change second = observed(Resource.WEBHOOK_CONFIGURATIONS, "x", new OtherWebhookFacts("x", "u", 2));
    Change istios =
        observed(Resource.WEBHOOK_CONFIGURATIONS, "x", new WebhookConfigFacts("x", "r", Optional.empty(), List.of()));
    Impact ofProofs = new Impact.Proofs();

    assertThat(Stream.of(first, first, second, istios, second, new Change.Gone(first.key())).map(inventory::apply))
        .containsExactly(ofProofs, new Impact.None(), ofProofs, new Impact.Mesh(), new Impact.Mesh(), ofProofs);
  }

  @ParameterizedTest
  @MethodSource("changesOfARevision")
  void an_injector_affects_those_of_its_revision_if_it_changed(Change change) {
    Change gone = new Change.Gone(change.key());
    Impact ofRevision = new Impact.Revision("r");

    assertThat(Stream.of(change, change, gone, gone).map(inventory::apply))
        .containsExactly(ofRevision, new Impact.None(), ofRevision, new Impact.None());
  }

  @Test
  void a_control_plane_that_changes_its_revision_affects_everybody() {
    inventory.apply(controlPlane("r"));

    assertThat(inventory.apply(controlPlane("s"))).isEqualTo(new Impact.Mesh());
  }

  @Test
  void nodes_affect_everybody_when_the_first_old_kubelet_comes_and_when_the_last_one_goes() {
    assertThat(Stream.of(node("new", "v1.33.1"), node("old", "v1.32.9"), node("older", "v1.31.0"),
        gone(Resource.NODES, "old"),
        node("older", "v1.33.0")).map(inventory::apply)).containsExactly(new Impact.None(), new Impact.Mesh(),
            new Impact.None(), new Impact.None(), new Impact.Mesh());
  }

  @Test
  void a_proxy_config_affects_its_namespace_and_that_of_the_root_everybody() {
    assertThat(inventory.apply(proxyConfig("shop"))).isEqualTo(new Impact.Namespace("shop"));
    assertThat(inventory.apply(proxyConfig("istio-system"))).isEqualTo(new Impact.Mesh());
  }

  @Test
  void a_limit_range_affects_its_namespace() {
    assertThat(inventory.apply(observed(Resource.LIMIT_RANGES, "x",
        new LimitRangeFacts("shop", "x", Resources.NONE)))).isEqualTo(new Impact.Namespace("shop"));
  }

  private static Change node(String name, String version) {
    return observed(Resource.NODES, name, new NodeFacts(name, version));
  }

  private static Change proxyConfig(String namespace) {
    return observed(Resource.PROXY_CONFIGS, namespace,
        new ProxyConfigFacts(namespace, "x", Instant.EPOCH, Optional.empty(), Optional.empty(), Tree.NOTHING));
  }

  private static Change controlPlane(String revision) {
    return observed(Resource.CONTROL_PLANES, "x", new ControlPlaneFacts("x", revision, "i:1", Optional.empty(),
        Map.of(), ControlPlaneFacts.State.SETTLED, ""));
  }

  static Stream<Change> changesOfARevision() {
    Parsed parsed = new Parsed.Value(Tree.NOTHING);
    return Stream.of(
        observed(Resource.MESH_CONFIG_MAPS, "x", new InjectorFacts("x", "r", parsed, parsed)),
        observed(Resource.MESH_CONFIG_MAPS, "x", new MeshConfigFacts("x", "r", parsed)),
        controlPlane("r"));
  }

  @Test
  void a_disruption_budget_affects_no_verdict() {
    BudgetFacts budget = new BudgetFacts("shop", "b", LabelSelector.EVERYTHING, 1, false);

    assertThat(inventory.apply(observed(Resource.POD_DISRUPTION_BUDGETS, "b", budget))).isEqualTo(new Impact.None());
    assertThat(inventory.budgets("shop")).containsExactly(budget);
    assertThat(inventory.apply(gone(Resource.POD_DISRUPTION_BUDGETS, "b"))).isEqualTo(new Impact.None());
    assertThat(inventory.budgets("shop")).isEmpty();
  }

  @Test
  void the_endpoints_of_a_service_are_counted_over_all_its_slices() {
    endpoints("istiod-1", "istiod", 2);
    endpoints("istiod-2", "istiod", 3);
    endpoints("other-1", "other", 7);
    assertThat(inventory.readyEndpoints("shop", "istiod")).isEqualTo(5);

    inventory.apply(gone(Resource.ENDPOINT_SLICES, "istiod-1"));

    assertThat(inventory.readyEndpoints("shop", "istiod")).isEqualTo(3);
    assertThat(inventory.readyEndpoints("bank", "istiod")).isZero();
  }

  private void endpoints(String name, String service, int ready) {
    inventory.apply(observed(Resource.ENDPOINT_SLICES, name, new EndpointFacts("shop", name, service, ready)));
  }

  private static Change replicaSet() {
    return Seen.replicaSet("cart-1", owner(Kind.DEPLOYMENT, "cart"), Optional.empty());
  }

  private static Change namespace(Map<String, String> labels) {
    return observed(Resource.NAMESPACES, "shop", new NamespaceFacts("shop", labels, Map.of(), false));
  }

  private static Impact workloads(WorkloadRef... refs) {
    return new Impact.Workloads(Set.of(refs));
  }
}
