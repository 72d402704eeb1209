package dev.driftless.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A control plane with a mesh of its own. Its state and logs are in {@code target/e2e/NAME}, and stay there until the
 * next one of that name.
 */
final class Cluster implements AutoCloseable {

  /** The version that the mesh has at first. */
  static final String FIRST_TAG = "1.31.2";
  /** A version to upgrade to. */
  static final String NEXT_TAG = "1.32.0";
  /** A version whose proxy cannot be pulled. */
  static final String BROKEN_TAG = "1.32.1";

  private static final Path SCRIPTS = Programs.PROJECT.resolve("src/e2e/cluster");
  /** The programs may have to be built first. */
  private static final Duration START = Duration.ofMinutes(40);
  private static final Duration STEP = Duration.ofMinutes(3);

  private final Path dir;
  private final Path log;
  private final Thread atExit = new Thread(this::stop);
  private KubernetesClient client;
  private Audit audit;

  private Cluster(String name) {
    dir = Programs.PROJECT.resolve("target/e2e").resolve(name);
    log = dir.resolveSibling(name + ".scripts.log");
  }

  /** Starts one, when nothing of a former one is left. Takes about 10 seconds. */
  static Cluster up(String name) {
    Cluster cluster = new Cluster(name);
    cluster.stop();
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    try {
      cluster.script(START, "up", cluster.dir.toString());
      Path kubeconfig = cluster.dir.resolve("admin.kubeconfig");
      cluster.client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build();
      cluster.audit = new Audit(cluster.dir.resolve("audit.log"));
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** With all rights. */
  KubernetesClient client() {
    return client;
  }

  Audit audit() {
    return audit;
  }

  Path dir() {
    return dir;
  }

  /** The daemon's own account, with the rights that it needs and no more. */
  Path driftlessKubeconfig() {
    return dir.resolve("driftless.kubeconfig");
  }

  /** Both halves of an upgrade, as Helm does it; returns when both are done. */
  void upgrade(String tag) {
    script(STEP, "upgrade", dir.toString(), tag);
  }

  /** Both halves of an upgrade of one more revision. */
  void upgrade(String tag, String revision) {
    script(STEP, "upgrade", dir.toString(), tag, revision);
  }

  /** The first half: the injector's ConfigMap. Returns when new pods get that version. */
  void upgradeInjector(String tag) {
    script(STEP, "upgrade", "--injector-only", dir.toString(), tag);
  }

  /** The second half: istiod's Deployment. Returns when it has rolled out. */
  void upgradeIstiod(String tag) {
    script(STEP, "upgrade", "--istiod-only", dir.toString(), tag);
  }

  /** Installs one more revision with its own istiod. */
  void revision(String revision, String tag) {
    script(STEP, "revision", dir.toString(), revision, tag);
  }

  void stopApiServer() {
    script(STEP, "apiserver", dir.toString(), "stop");
  }

  /** Also starts the controllers anew, which would otherwise take up to a minute to go on. */
  void startApiServer() {
    script(STEP, "apiserver", dir.toString(), "start", "--restart-controllers");
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void stop() {
    script(STEP, "down", dir.toString());
  }

  private void script(Duration limit, String name, String... arguments) {
    Programs.run(log, limit, SCRIPTS.resolve(name), arguments);
  }
}
