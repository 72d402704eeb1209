package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same requests to both API servers, with the same answers: those of the real one are recorded, and it is held to
 * them as well. To record anew: {@code mvn -Pe2e verify -Dit.test=ApiBehavioursIT -DargLine=-Ddriftless.record=true}.
 */
class ApiBehavioursIT {

  private static final boolean RECORDS = Boolean.getBoolean("driftless.record");

  private static final Map<String, List<String>> recorded = RECORDS ? new LinkedHashMap<>() : Recording.read();
  private static Cluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("api-behaviours");
    Config config = Config.fromKubeconfig(cluster.dir().resolve("admin.kubeconfig").toFile());
    config.setRequestRetryBackoffLimit(0);
    client = new KubernetesClientBuilder().withConfig(config).build();
    behaviours().forEach(each -> client.resource(Workloads.namespace(each.namespace(), Map.of())).create());
    await("default accounts").until(() -> behaviours().stream().allMatch(each ->
        client.serviceAccounts().inNamespace(each.namespace()).withName("default").get() != null));
  }

  @AfterAll
  static void down() {
    client.close();
    cluster.close();
    if (RECORDS) {
      Recording.write(recorded);
    }
  }

  static List<ApiBehaviour> behaviours() {
    return ApiBehaviour.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("behaviours")
  void it_behaves_as_recorded(ApiBehaviour behaviour) {
    List<String> answers = new ApiSession(client, behaviour.namespace()).play(behaviour.requests());

    if (RECORDS) {
      recorded.put(behaviour.name(), answers);
    }
    assertThat(answers).isEqualTo(recorded.get(behaviour.name()));
  }

  @Test
  void nothing_is_recorded_that_is_not_asked_for() {
    assertThat(recorded.keySet()).isSubsetOf(behaviours().stream().map(ApiBehaviour::name).toList());
  }
}
