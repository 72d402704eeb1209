package dev.driftless.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import java.nio.file.Path;
import java.time.Duration;

/** One with real parts, started by the scripts of {@code src/e2e/cluster}. It takes about 10 seconds to be up. */
final class RealCluster implements Cluster {

  private static final Path SCRIPTS = Programs.PROJECT.resolve("src/e2e/cluster");
  /** The programs may have to be built first. */
  private static final Duration START = Duration.ofMinutes(40);
  private static final Duration STEP = Duration.ofMinutes(3);

  private final Path dir;
  private final Path log;
  private final Thread atExit = new Thread(this::stop);
  private KubernetesClient client;
  private Audit audit;

  private RealCluster(String name) {
    dir = Programs.PROJECT.resolve("target/e2e/real").resolve(name);
    log = dir.resolveSibling(name + ".scripts.log");
  }

  /** Starts one, when nothing of a former one is left. */
  static RealCluster up(String name) {
    RealCluster cluster = new RealCluster(name);
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
    script(STEP, "upgrade", dir.toString(), tag);
  }

  @Override
  public void upgrade(String tag, String revision) {
    script(STEP, "upgrade", dir.toString(), tag, revision);
  }

  @Override
  public void upgradeInjector(String tag) {
    script(STEP, "upgrade", "--injector-only", dir.toString(), tag);
  }

  @Override
  public void upgradeIstiod(String tag) {
    script(STEP, "upgrade", "--istiod-only", dir.toString(), tag);
  }

  @Override
  public void revision(String revision, String tag) {
    script(STEP, "revision", dir.toString(), revision, tag);
  }

  /** One of the programs that were built for it. */
  Path program(String name) {
    return Programs.read(dir.resolve("env")).lines().filter(line -> line.startsWith("BIN=")).findFirst()
        .map(line -> Path.of(line.substring("BIN=".length()), name)).orElseThrow();
  }

  /** Sets a variable of the default revision's istiod, whose process starts anew. Returns when it answers. */
  void variable(String name, String value) {
    script(STEP, "variable", dir.toString(), name, value);
  }

  @Override
  public void stopApiServer() {
    script(STEP, "apiserver", dir.toString(), "stop");
  }

  /** Also starts the controllers anew, which would otherwise take up to a minute to go on. */
  @Override
  public void startApiServer() {
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
