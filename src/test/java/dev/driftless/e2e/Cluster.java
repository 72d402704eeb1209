package dev.driftless.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.nio.file.Path;

/**
 * A cluster with a mesh of its own. Its logs, and what belongs to its daemons, are in {@code target/e2e/KIND/NAME},
 * and stay there until the next one of that name.
 */
interface Cluster extends AutoCloseable {

  /** The version that the mesh has at first. */
  String FIRST_TAG = "1.31.2";
  /** A version to upgrade to. */
  String NEXT_TAG = "1.32.0";
  /** A version whose proxy cannot be pulled. */
  String BROKEN_TAG = "1.32.1";

  /** Starts one of that kind which the system property {@code driftless.cluster} asks for. */
  static Cluster up(String name) {
    String kind = System.getProperty("driftless.cluster");
    return switch (kind) {
      case "real" -> RealCluster.up(name);
      case "embedded" -> EmbeddedCluster.up(name);
      case null, default ->
          throw new IllegalStateException("driftless.cluster is " + kind + "; allowed are real and embedded");
    };
  }

  /** With all rights. */
  KubernetesClient client();

  Audit audit();

  Path dir();

  /** The daemon's own account, with the rights that it needs and, if the cluster knows of rights, no more. */
  Path driftlessKubeconfig();

  /** Both halves of an upgrade, as Helm does it; returns when both are done. */
  void upgrade(String tag);

  /** Both halves of an upgrade of one more revision. */
  void upgrade(String tag, String revision);

  /** The first half: the injector's ConfigMap. Returns when new pods get that version. */
  void upgradeInjector(String tag);

  /** The second half: istiod's Deployment. Returns when it has rolled out. */
  void upgradeIstiod(String tag);

  /** Installs one more revision with its own istiod. */
  void revision(String revision, String tag);

  /** Breaks all connections, and accepts no more. Nothing in the cluster goes on. */
  void stopApiServer();

  /** The server is new to what happened before: watches from then have expired. Returns when it serves. */
  void startApiServer();

  @Override
  void close();
}
