package dev.driftless.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadNameTest {

  @ParameterizedTest
  @CsvSource({"deployment, DEPLOYMENT", "deploy, DEPLOYMENT", "Deployments, DEPLOYMENT", "deployment.apps, DEPLOYMENT",
      "sts, STATEFUL_SET", "StatefulSet, STATEFUL_SET", "ds, DAEMON_SET", "rs, REPLICA_SET",
      "rc, REPLICATION_CONTROLLER", "job, JOB", "jobs, JOB", "pod, POD", "po, POD", "rollout, ARGO_ROLLOUT"})
  void knows_kinds_as_kubectl_does(String text, Kind kind) {
    assertThat(WorkloadName.parse(text + "/cart")).contains(new WorkloadName(kind, "cart"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cart", "deployment/", "/cart", "deployment/shop/cart", "other/cart", "service/cart", ""})
  void anything_else_names_no_workload(String text) {
    assertThat(WorkloadName.parse(text)).isEmpty();
  }
}
