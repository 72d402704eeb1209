package dev.driftless.e2e;

import static org.awaitility.Awaitility.await;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.http.ApiOptions;
import dev.driftless.sim.http.ApiVerticle;
import dev.driftless.sim.http.Interference;
import dev.driftless.sim.mesh.MeshRelease;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.Vertx;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The simulated one, in real time, behind its HTTP server in this process. It knows of no rights. */
final class EmbeddedCluster implements Cluster {

  private static final int NODES = 6;
  private static final long SEED = 1;
  private static final String MESH = "istio-system";
  private static final String OWN = "driftless-system";
  /** Of virtual time, before the cluster's clock is the real one. */
  private static final Duration TO_SET_UP = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofSeconds(60);

  private final Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final SimulatedCluster cluster = new SimulatedCluster(Instant.now().minus(TO_SET_UP), SEED);
  private final KubernetesClient client;
  private final Audit audit;
  private ApiVerticle api;
  private int port;

  private EmbeddedCluster(String name) {
    dir = Programs.PROJECT.resolve("target/e2e/embedded").resolve(name);
    Programs.write(dir.resolve("audit.log"), "");
    audit = new Audit(dir.resolve("audit.log"));
    try {
      cluster.join(NODES);
      cluster.mesh().installer().install(MeshRelease.of(FIRST_TAG));
    } catch (ApiException e) {
      throw new IllegalStateException("refused: " + e.getMessage(), e);
    }
    cluster.misfortunes().breakImages("broken tag", EmbeddedCluster::isBroken);
    startApiServer();
    Path kubeconfig = kubeconfig(Audit.ADMIN, "admin.kubeconfig", "default");
    kubeconfig(Audit.DAEMON, "driftless.kubeconfig", OWN);
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    client = new KubernetesClientBuilder().withConfig(config).build();
    client.resource(Workloads.namespace(OWN, Map.of())).create();
  }

  private static boolean isBroken(String image) {
    return image.endsWith(":" + BROKEN_TAG) && !image.contains("/pilot:");
  }

  static EmbeddedCluster up(String name) {
    EmbeddedCluster cluster = new EmbeddedCluster(name);
    cluster.awaitInjection("default", FIRST_TAG);
    return cluster;
  }

  private Path kubeconfig(String user, String file, String namespace) {
    Path path = dir.resolve(file);
    Programs.write(path, """
        apiVersion: v1
        kind: Config
        current-context: embedded
        clusters: [{name: embedded, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: user, user: {token: "%s"}}]
        contexts: [{name: embedded, context: {cluster: embedded, user: user, namespace: %s}}]
        """.formatted(port, user, namespace));
    return path;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public Audit audit() {
    return audit;
  }

  @Override
  public Path dir() {
    return dir;
  }

  @Override
  public Path driftlessKubeconfig() {
    return dir.resolve("driftless.kubeconfig");
  }

  @Override
  public void upgrade(String tag) {
    upgrade(tag, "default");
  }

  @Override
  public void upgrade(String tag, String revision) {
    upgradeInjector(tag, revision);
    upgradeIstiod(tag, revision);
  }

  @Override
  public void upgradeInjector(String tag) {
    upgradeInjector(tag, "default");
  }

  @Override
  public void upgradeIstiod(String tag) {
    upgradeIstiod(tag, "default");
  }

  private void upgradeInjector(String tag, String revision) {
    client.configMaps().inNamespace(MESH).withName("istio-sidecar-injector" + suffix(revision)).edit(injector -> {
      ObjectNode values = (ObjectNode) JsonMapper.shared().readTree(injector.getData().get("values"));
      ((ObjectNode) values.path("global")).put("tag", tag);
      injector.getData().put("values", values.toString());
      return injector;
    });
    awaitInjection(revision, tag);
  }

  private void upgradeIstiod(String tag, String revision) {
    Resource<Deployment> istiod =
        client.apps().deployments().inNamespace(MESH).withName("istiod" + suffix(revision));
    String patch = """
        {"metadata": {"labels": {"app.kubernetes.io/version": "TAG"}}, "spec": {"template": {
        "metadata": {"labels": {"app.kubernetes.io/version": "TAG"}},
        "spec": {"containers": [{"name": "discovery", "image": "docker.io/istio/pilot:TAG"}]}}}}""";
    istiod.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch.replace("TAG", tag));
    await("istiod " + tag).atMost(STEP).until(() -> isRolledOut(istiod.require()));
  }

  private static boolean isRolledOut(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    Integer replicas = deployment.getSpec().getReplicas();
    return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && replicas.equals(status.getUpdatedReplicas()) && replicas.equals(status.getReplicas())
        && replicas.equals(status.getAvailableReplicas());
  }

  @Override
  public void revision(String revision, String tag) {
    api.perform(() -> {
      cluster.mesh().installer().install(MeshRelease.of(tag).withRevision(revision));
      return null;
    }).await();
    awaitInjection(revision, tag);
  }

  private void awaitInjection(String revision, String tag) {
    await("injection by " + revision + " of " + tag).atMost(STEP).ignoreException(KubernetesClientException.class)
        .until(() -> PodWatch.images(client.resource(probe(revision)).dryRun().create())
            .getOrDefault("istio-proxy", "").endsWith(":" + tag));
  }

  private static Pod probe(String revision) {
    return new PodBuilder(Workloads.barePod("default", "probe")).editMetadata()
        .addToLabels("sidecar.istio.io/inject", "true").addToLabels("istio.io/rev", revision).endMetadata().build();
  }

  private static String suffix(String revision) {
    return revision.equals("default") ? "" : "-" + revision;
  }

  @Override
  public void stopApiServer() {
    vertx.undeploy(api.deploymentID()).await();
  }

  @Override
  public void startApiServer() {
    cluster.timeline().runUntil(Instant.now());
    cluster.store().compact();
    await("port " + port).atMost(STEP).ignoreExceptionsMatching(BindException.class::isInstance).until(this::listens);
    port = api.port();
  }

  /** While it was not served, the port may have become the near end of somebody's connection. */
  private boolean listens() {
    api = new ApiVerticle(cluster.server(),
        new ApiOptions("127.0.0.1", port, 1, Optional.of(dir.resolve("audit.log")), Interference.NONE),
        System::nanoTime);
    vertx.deployVerticle(api).await();
    return true;
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }
}
