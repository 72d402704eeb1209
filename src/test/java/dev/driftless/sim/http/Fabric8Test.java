package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The client that the daemon uses, as it comes. */
class Fabric8Test {

  private final Served served = Served.plain();
  private KubernetesClient client;

  @BeforeEach
  void connect() {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(served.url())
        .withRequestRetryBackoffLimit(0).build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void end() {
    client.close();
    served.close();
  }

  private static Pod pod(String name) {
    return new PodBuilder().withNewMetadata().withName(name).addToLabels("app", "web").endMetadata()
        .withNewSpec().addNewContainer().withName("c").withImage("x:1").endContainer().endSpec().build();
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().addToData("a", "1").build();
  }

  private Deployment deployment() {
    Deployment web = new DeploymentBuilder().withNewMetadata().withName("web").endMetadata().withNewSpec()
        .withNewSelector().addToMatchLabels("app", "web").endSelector().withNewTemplate().withNewMetadata()
        .addToLabels("app", "web").endMetadata().withSpec(pod("web").getSpec()).endTemplate().endSpec().build();
    return client.apps().deployments().inNamespace("default").resource(web).create();
  }

  @Test
  void an_informer_sees_what_there_is_and_what_changes() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    client.configMaps().inNamespace("default").resource(map("before")).create();

    try (SharedIndexInformer<ConfigMap> informer =
        client.configMaps().inNamespace("default").inform(new ResourceEventHandler<>() {
          @Override
          public void onAdd(ConfigMap map) {
            seen.add("add " + map.getMetadata().getName());
          }

          @Override
          public void onUpdate(ConfigMap before, ConfigMap after) {
            seen.add("update " + after.getData());
          }

          @Override
          public void onDelete(ConfigMap map, boolean unknown) {
            seen.add("delete " + map.getMetadata().getName());
          }
        })) {
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("add before");
      client.configMaps().inNamespace("default").withName("before").edit(map ->
          new ConfigMapBuilder(map).addToData("b", "2").build());
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("update {a=1, b=2}");
      client.configMaps().inNamespace("default").withName("before").delete();
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("delete before");
      assertThat(informer.isWatching()).isTrue();
    }
  }

  @Test
  void a_patch_with_an_old_version_is_a_conflict() {
    deployment();
    String patch = "{\"metadata\":{\"resourceVersion\":\"1\",\"annotations\":{\"a\":\"b\"}}}";

    KubernetesClientException refusal = catchThrowableOfType(KubernetesClientException.class,
        () -> client.apps().deployments().inNamespace("default").withName("web")
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch));

    assertThat(refusal.getCode()).isEqualTo(409);
    assertThat(refusal.getStatus().getDetails().getName()).isEqualTo("web");
  }

  @Test
  void a_restart_is_one_strategic_patch() {
    deployment();

    Deployment restarted = client.apps().deployments().inNamespace("default").withName("web").rolling().restart();

    assertThat(restarted.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsKey("kubectl.kubernetes.io/restartedAt");
    assertThat(restarted.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void a_pod_can_be_evicted_once() {
    client.pods().inNamespace("default").resource(pod("a")).create();

    assertThat(client.pods().inNamespace("default").withName("a").evict()).isTrue();
    assertThat(client.pods().inNamespace("default").withName("a").get()).isNull();
  }

  @Test
  void lists_can_be_limited_and_selected() {
    List.of("a", "b", "c").forEach(name -> client.pods().inNamespace("default").resource(pod(name)).create());

    var page = client.pods().inNamespace("default").withLabel("app", "web").list(
        new io.fabric8.kubernetes.api.model.ListOptionsBuilder().withLimit(2L).build());

    assertThat(page.getItems()).hasSize(2);
    assertThat(page.getMetadata().getContinue()).isNotEmpty();
    assertThat(client.pods().inAnyNamespace().withField("metadata.name", "b").list().getItems()).hasSize(1);
  }

  @Test
  void a_dry_run_creates_nothing() {
    Pod answer = client.pods().inNamespace("default").resource(pod("a")).dryRun().create();

    assertThat(answer.getSpec().getDnsPolicy()).isEqualTo("ClusterFirst");
    assertThat(client.pods().inNamespace("default").withName("a").get()).isNull();
  }
}
