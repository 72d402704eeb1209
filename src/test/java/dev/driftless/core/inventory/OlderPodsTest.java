package dev.driftless.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Which pods were made from an older template than the present one of their owner. */
class OlderPodsTest {

  private static final Map<String, String> IMAGES = Map.of("app", "shop/cart:2", "migrate", "shop/migrate:2");

  private final Inventory inventory = new Inventory();

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = {"REPLICA_SET", "REPLICATION_CONTROLLER"})
  void pods_with_other_images_than_the_template_are_older(Kind kind) {
    WorkloadRef cart = observe(kind, "");
    pod(cart, "cart-a", IMAGES);
    pod(cart, "cart-b", Map.of("app", "shop/cart:1", "migrate", "shop/migrate:2"));
    pod(cart, "cart-c", Map.of("app", "shop/cart:2"));

    assertThat(older(cart)).isEqualTo(2);
  }

  @Test
  void containers_that_were_added_to_the_pods_tell_nothing() {
    WorkloadRef cart = observe(Kind.REPLICA_SET, "");
    pod(cart, "cart-a", Map.of("app", "shop/cart:2", "migrate", "shop/migrate:2", "agent", "vault:1"));

    assertThat(older(cart)).isZero();
  }

  @Test
  void pods_of_another_revision_of_their_stateful_set_are_older() {
    WorkloadRef cart = observe(Kind.STATEFUL_SET, "cart-2");
    labelled(cart, "cart-a", "cart-2");
    labelled(cart, "cart-b", "cart-1");

    assertThat(older(cart)).isEqualTo(1);
  }

  @Test
  void what_a_stateful_set_counts_while_pods_terminate_is_not_asked() {
    WorkloadRef cart = observe(Kind.STATEFUL_SET, "cart-2", new Replicas(3, 3, 2, 3, true));
    labelled(cart, "cart-a", "cart-2");

    assertThat(older(cart)).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = {"STATEFUL_SET", "DAEMON_SET", "REPLICA_SET"})
  void an_owner_that_has_not_observed_its_specification_tells_nothing(Kind kind) {
    WorkloadRef cart = observe(kind, "cart-2", new Replicas(3, 3, 1, 3, false));
    labelled(cart, "cart-a", "cart-1");

    assertThat(older(cart)).isZero();
  }

  @Test
  void a_daemon_set_counts_itself() {
    assertThat(older(observe(Kind.DAEMON_SET, "", new Replicas(3, 3, 1, 3, true)))).isEqualTo(2);
    assertThat(older(observe(Kind.DAEMON_SET, "", new Replicas(3, 3, 3, 2, true)))).isZero();
  }

  private int older(WorkloadRef ref) {
    return inventory.workload(ref).orElseThrow().older();
  }

  private WorkloadRef observe(Kind kind, String revision) {
    return observe(kind, revision, new Replicas(3, 3, 3, 3, true));
  }

  private WorkloadRef observe(Kind kind, String revision, Replicas replicas) {
    WorkloadRef ref = Seen.ref(kind, "cart");
    TemplateFacts template = new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "",
        "digest", "{}", IMAGES);
    inventory.apply(Seen.observed(Resource.REPLICA_SETS, "cart", new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false,
        Optional.empty(), Map.of(), template, Strategy.ON_DELETE, replicas, revision)));
    return ref;
  }

  private void pod(WorkloadRef owner, String name, Map<String, String> images) {
    pod(owner, name, Map.of(), images);
  }

  private void labelled(WorkloadRef owner, String name, String revision) {
    pod(owner, name, Map.of("controller-revision-hash", revision), Map.of());
  }

  private void pod(WorkloadRef owner, String name, Map<String, String> labels, Map<String, String> images) {
    PodFacts plain = Seen.podFacts(name, Optional.of(new OwnerLink(owner.kind(), owner.name(), owner.uid())),
        PodPhase.RUNNING, false);
    inventory.apply(Seen.observed(Resource.PODS, name, new PodFacts(plain.namespace(), name, plain.uid(),
        plain.resourceVersion(), plain.createdAt(), plain.owner(),
        new PodShape(labels, Optional.empty(), "", Optional.empty(), images), plain.state())));
  }
}
