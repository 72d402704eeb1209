package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.plan.Mode;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The roles that the documentation shows, held against what is really needed. */
class RoleTest {

  private static final Path ROLES = Path.of("src/e2e/cluster/manifests/driftless-rbac.yaml");

  @Test
  void the_documented_roles_grant_what_is_needed_and_nothing_else() throws IOException {
    assertThat(roles()).flatMap(RoleTest::granted)
        .containsExactlyInAnyOrderElementsOf(Permissions.needs(Mode.ENFORCE, "istio-system").toList());
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
    return rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
        .flatMap(resource -> rule.getVerbs().stream()
            .map(verb -> new Permissions.Need(verb, group, resource, namespace))));
  }
}
