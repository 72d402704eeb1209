package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The roles that the documentation shows, held against what is really needed. */
class RoleTest {

  private static final Path ROLES = Path.of("src/e2e/cluster/manifests/driftless-rbac.yaml");
  private static final Limits LIMITS = new Limits(new Budget.Count(1), 1, new Limits.Rate(1, Duration.ofMinutes(1)),
      new Limits.Cooldown(Duration.ZERO, Duration.ZERO), 1, Duration.ZERO, Duration.ZERO, 1);

  @Test
  void the_documented_roles_grant_what_is_needed_and_nothing_else() throws IOException {
    assertThat(roles()).flatMap(RoleTest::granted)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Permissions.needs(policy(Mode.ENFORCE, ProofPolicy.REQUIRED), "driftless-system"),
                Permissions.lease("driftless-system")).toList());
  }

  @Test
  void who_never_restarts_needs_no_right_to_workloads_and_pods_and_who_never_proves_none_to_pods() {
    assertThat(writes(Mode.OBSERVE, ProofPolicy.REQUIRED)).isEmpty();
    assertThat(writes(Mode.ENFORCE, ProofPolicy.OFF)).containsExactly("deployments", "statefulsets", "daemonsets",
        "replicasets", "replicationcontrollers", "pods/eviction");
    assertThat(writes(Mode.DRY_RUN, ProofPolicy.PREFERRED)).contains("pods");
  }

  /** Resources that a right to write is needed to, our own object aside. */
  private static Stream<String> writes(Mode mode, ProofPolicy proof) {
    return Permissions.needs(policy(mode, proof), "own").filter(need -> !need.namespace().equals(Optional.of("own")))
        .filter(need -> !Set.of("list", "watch").contains(need.verb())).map(Permissions.Need::resource);
  }

  static Policy policy(Mode mode, ProofPolicy proof) {
    return new Policy(mode, Policy.Scope.EVERYTHING, new Policy.Mesh("istio-system", Duration.ZERO), Duration.ZERO,
        Map.of(), proof, LIMITS);
  }

  private static Collection<? extends HasMetadata> roles() throws IOException {
    try (InputStream file = Files.newInputStream(ROLES)) {
      return new KubernetesSerialization().<List<HasMetadata>>unmarshal(file);
    }
  }

  private static List<Permissions.Need> granted(HasMetadata object) {
    Optional<String> namespace = Optional.ofNullable(object.getMetadata().getNamespace());
    return switch (object) {
      case ClusterRole role -> role.getRules().stream().flatMap(rule -> granted(rule, namespace)).toList();
      case Role role -> role.getRules().stream().flatMap(rule -> granted(rule, namespace)).toList();
      default -> List.of();
    };
  }

  private static Stream<Permissions.Need> granted(PolicyRule rule, Optional<String> namespace) {
    List<Optional<String>> names = rule.getResourceNames().isEmpty() ? List.of(Optional.empty())
        : rule.getResourceNames().stream().map(Optional::of).toList();
    return rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
        .flatMap(resource -> rule.getVerbs().stream().flatMap(verb -> names.stream()
            .map(name -> new Permissions.Need(verb, group, resource, namespace, name)))));
  }
}
