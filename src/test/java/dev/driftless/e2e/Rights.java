package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;

import java.util.ArrayList;
import java.util.List;

/** What the daemon's own account may do everywhere. Only a real cluster knows of rights. */
final class Rights {

  private final Cluster cluster;

  Rights(Cluster cluster) {
    this.cluster = cluster;
  }

  /** @return the rights until now */
  List<PolicyRule> withhold(String verb, String resource) {
    List<PolicyRule> before = cluster.client().rbac().clusterRoles().withName("driftless").require().getRules();
    List<PolicyRule> after = new ArrayList<>();
    for (PolicyRule rule : before) {
      if (rule.getResources().contains(resource)) {
        after.add(new PolicyRuleBuilder(rule).withResources(resource).removeFromVerbs(verb).build());
        after.add(new PolicyRuleBuilder(rule).removeFromResources(resource).build());
      } else {
        after.add(rule);
      }
    }
    give(after.stream().filter(rule -> !rule.getVerbs().isEmpty() && !rule.getResources().isEmpty()).toList());
    return before;
  }

  void give(List<PolicyRule> rights) {
    cluster.client().rbac().clusterRoles().withName("driftless").edit(role -> {
      role.setRules(rights);
      return role;
    });
  }
}
