package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;

class FieldCheckTest {

  private final Cluster cluster = new Cluster();

  @Test
  void what_a_webhook_makes_up_is_dropped() throws ApiException {
    cluster.server.addAdmission((namespace, pod) -> pod.deepCopy().put("nope", 1));

    assertThat(cluster.create(ResourceTypes.PODS, Cluster.pod("a")).has("nope")).isFalse();
  }

  @Test
  void what_a_webhook_gets_wrong_is_an_error_of_the_server() {
    cluster.server.addAdmission((namespace, pod) -> pod.deepCopy().put("spec", 1));

    ApiException refusal = refusal(() -> cluster.create(ResourceTypes.PODS, Cluster.pod("a")));

    assertThat(refusal.code()).isEqualTo(500);
    assertThat(refusal).hasMessageStartingWith("Internal error occurred: json: cannot unmarshal number into");
  }
}
