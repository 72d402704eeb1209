package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A control plane for one class of tests, with a fleet and daemons on it; everything ends with the class. */
final class TestBed implements BeforeAllCallback, AfterAllCallback {

  private final String name;
  private final List<DaemonProcess> daemons = new ArrayList<>();
  private Cluster cluster;
  private PodWatch pods;
  private Fleet fleet;

  /** @param name of the cluster; no two test classes may share one */
  TestBed(String name) {
    this.name = name;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster = Cluster.up(name);
    pods = new PodWatch(cluster.client());
    fleet = new Fleet(cluster.client());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    daemons.forEach(DaemonProcess::close);
    if (pods != null) {
      pods.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Creates namespaces and workloads, and waits until all pods are ready. */
  void populate(List<? extends HasMetadata> objects) {
    fleet.create(objects).awaitReady(pods);
  }

  /** Starts a daemon with its own account; it is killed with the bed if it was not stopped. */
  DaemonProcess start(String daemon, String config, String... flags) {
    return start(daemon, cluster.driftlessKubeconfig(), config, flags);
  }

  /** The same with another way to the cluster. */
  DaemonProcess start(String daemon, Path kubeconfig, String config, String... flags) {
    DaemonProcess process = DaemonProcess.start(cluster, daemon, kubeconfig, config, flags);
    daemons.add(process);
    return process;
  }

  /** A namespace that no other test uses. */
  Lab lab(TestInfo test) {
    return new Lab(cluster.client(), pods, "lab-" + Integer.toHexString(test.getDisplayName().hashCode()));
  }

  Cluster cluster() {
    return cluster;
  }

  PodWatch pods() {
    return pods;
  }

  Fleet fleet() {
    return fleet;
  }

  /** Workloads with a pod that a new one would differ from, as the real injector says. */
  Set<Ref> drifted() {
    return new Oracle(cluster.client(), fleet, pods).drifted();
  }

  /** Those of the drifted that a restart is for. */
  Set<Ref> candidates() {
    return drifted().stream().filter(Ref::restartable).collect(Collectors.toSet());
  }

  Set<Ref> refs(String namespace) {
    return fleet.refs().stream().filter(ref -> ref.namespace().equals(namespace)).collect(Collectors.toSet());
  }

  /** Of the pods that are there now. */
  Set<String> uids(Collection<Ref> refs) {
    return refs.stream().flatMap(ref -> pods.now(ref).stream()).map(PodWatch.Sight::uid).collect(Collectors.toSet());
  }

  /** Everything that daemons wrote or tried to, dry runs included; but for what harms nobody, see {@link #proofs}. */
  List<AuditEvent> writes() {
    return cluster.audit().writesOfDaemon().stream()
        .filter(write -> !write.isProof() && !write.isMemory() && !write.isLease()).toList();
  }

  /** The questions of daemons about what new pods would get. */
  List<AuditEvent> proofs() {
    return cluster.audit().writesOfDaemon().stream().filter(AuditEvent::isProof).toList();
  }

  List<AuditEvent> writesSince(Instant start) {
    return writes().stream().filter(write -> write.received().isAfter(start)).toList();
  }

  /** Whether a daemon counts so many rollouts as completed. */
  static boolean completed(DaemonProcess daemon, int count) {
    return daemon.metrics().sum("driftless_rollouts_total", Map.of("outcome", "completed")) >= count;
  }
}
