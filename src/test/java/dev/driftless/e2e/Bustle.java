package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Every second something happens to an object of each kind that the daemon watches, as in a large cluster: so who has
 * just begun to lead need not wait for the bookmark of every minute.
 */
final class Bustle implements AutoCloseable {

  private static final String NAME = "bustle";
  private static final String MESH = "istio-system";

  private final KubernetesClient client;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<HasMetadata> objects = new ArrayList<>();
  private final Future<?> turns;
  private int turn;

  Bustle(KubernetesClient client) {
    this.client = client;
    objects.add(client.resource(Workloads.namespace(NAME, Map.of())).create());
    await("a default account").until(
        () -> client.serviceAccounts().inNamespace(NAME).withName("default").get() != null);
    own().forEach(object -> objects.add(client.resource(object).create()));
    objects.add(client.nodes().list().getItems().getFirst());
    objects.add(client.admissionRegistration().v1().mutatingWebhookConfigurations().list().getItems().getFirst());
    objects.add(client.configMaps().inNamespace(MESH).list().getItems().getFirst());
    objects.add(client.apps().deployments().inNamespace(MESH).withLabel("app", "istiod").list().getItems().getFirst());
    objects.add(client.discovery().v1().endpointSlices().inNamespace(MESH).list().getItems().getFirst());
    if (client.hasApiGroup("networking.istio.io", true)) {
      objects.add(client.resource(proxyConfig()).create());
    }
    turns = clock.scheduleAtFixedRate(this::touchAll, 0, 1, TimeUnit.SECONDS);
  }

  private static List<HasMetadata> own() {
    return List.of(
        Workloads.barePod(NAME, "pod"), Workloads.deployment(NAME, "deployment", 0),
        Workloads.statefulSet(NAME, "stateful-set", 0), Workloads.daemonSet(NAME, "daemon-set"),
        Workloads.replicaSet(NAME, "replica-set", 0), Workloads.replicationController(NAME, "controller", 0),
        new PodDisruptionBudgetBuilder().withNewMetadata().withNamespace(NAME).withName(NAME).endMetadata()
            .withNewSpec().withMaxUnavailable(new IntOrString(1)).withNewSelector().addToMatchLabels(NAME, NAME)
            .endSelector().endSpec().build(),
        new LimitRangeBuilder().withNewMetadata().withNamespace(NAME).withName(NAME).endMetadata()
            .withNewSpec().endSpec().build());
  }

  /** The simulated cluster does not know these, and then nobody waits for them. */
  private static HasMetadata proxyConfig() {
    return new GenericKubernetesResourceBuilder().withApiVersion("networking.istio.io/v1beta1").withKind("ProxyConfig")
        .withNewMetadata().withNamespace(NAME).withName(NAME).endMetadata().build();
  }

  /** Not an annotation: of a Deployment that is a new generation, and so of istiod a change of the mesh. */
  private void touchAll() {
    String patch = "{\"metadata\": {\"labels\": {\"e2e.driftless.dev/turn\": \"%d\"}}}".formatted(turn++);
    objects.forEach(object -> client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  /** Fails if it has not gone on until now. */
  void stop() {
    assertThat(turns).isNotDone();
    close();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
