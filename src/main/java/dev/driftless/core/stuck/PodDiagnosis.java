package dev.driftless.core.stuck;

import dev.driftless.core.model.ContainerState;
import dev.driftless.core.model.ContainerState.Role;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodTrouble;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with one pod, by its status and its node; how old that is does not matter here. */
public final class PodDiagnosis {

  /** Why a kubelet fails a pod that could run elsewhere (kubernetes.io, Node-pressure eviction; Node shutdowns). */
  private static final Set<String> REMOVED = Set.of("Evicted", "NodeShutdown", "Terminated", "Shutdown", "NodeAffinity",
      "Preempting", "UnexpectedAdmissionError", "OutOfcpu", "OutOfmemory", "OutOfpods", "OutOfephemeral-storage");

  /** The scheduler's words for volumes (kube-scheduler, plugins VolumeBinding and VolumeZone). */
  private static final List<String> VOLUMES = List.of("persistentvolumeclaim", "PersistentVolumeClaim", "volume");

  private static final String NOT_READY = "container istio-proxy runs and is not ready";

  private PodDiagnosis() {}

  /** Empty if nothing is wrong with it: it is ready, or on its way out, or has done its work. */
  public static Optional<Finding> of(PodFacts pod) {
    if (pod.state().terminating() || pod.state().phase() == PodPhase.SUCCEEDED) {
      return Optional.empty();
    }
    return pod.state().trouble().filter(trouble -> !isGated(trouble))
        .flatMap(trouble -> pod.state().phase() == PodPhase.FAILED ? failed(trouble)
            : Optional.of(unready(pod, trouble)));
  }

  private static Finding unready(PodFacts pod, PodTrouble trouble) {
    return lost(trouble).or(() -> unscheduled(trouble)).or(() -> JobDiagnosis.of(pod, trouble))
        .or(() -> held(trouble))
        .or(() -> notCreated(trouble)).or(() -> notReady(trouble))
        .orElseGet(() -> new Finding(Diagnosis.UNEXPLAINED, Owner.APP,
            trouble.unready().isEmpty() ? "not ready, and nothing says why" : trouble.unready(), trouble.since()));
  }

  /** Somebody wants it to wait (kubernetes.io, Pod Scheduling Readiness). */
  private static boolean isGated(PodTrouble trouble) {
    return trouble.unscheduled().filter(why -> why.reason().equals("SchedulingGated")).isPresent();
  }

  /** A container that is not started again has failed its pod for good: what it shows is not repaired by anybody. */
  private static Optional<Finding> failed(PodTrouble trouble) {
    if (REMOVED.contains(trouble.reason())) {
      return Optional.of(new Finding(Diagnosis.EVICTED, Owner.CLUSTER,
          trouble.message().isEmpty() ? trouble.reason() : trouble.reason() + ": " + trouble.message(),
          trouble.since()));
    }
    return trouble.containers().stream().flatMap(container -> ContainerDiagnosis.of(container).stream())
        .filter(cause -> cause.diagnosis() == Diagnosis.NETWORK_NOT_SET_UP).findFirst()
        .map(cause -> of(cause, trouble));
  }

  private static Optional<Finding> lost(PodTrouble trouble) {
    return trouble.unknown() ? Optional.of(new Finding(Diagnosis.NODE_LOST, Owner.CLUSTER,
        "node " + trouble.node() + " does not tell how its pods are", trouble.since())) : Optional.empty();
  }

  private static Optional<Finding> unscheduled(PodTrouble trouble) {
    return trouble.unscheduled().map(why -> new Finding(
        VOLUMES.stream().anyMatch(why.message()::contains) ? Diagnosis.VOLUME : Diagnosis.UNSCHEDULABLE,
        Owner.CLUSTER, why.message(), trouble.since()));
  }

  /** The first container that is in the way of all that come after it, or any of those that run at once. */
  private static Optional<Finding> held(PodTrouble trouble) {
    Optional<ContainerState> first = trouble.containers().stream()
        .filter(container -> !container.letsOthersBegin()).findFirst();
    if (first.isPresent()) {
      return ContainerDiagnosis.of(first.get()).or(() -> proxyHolds(first.get())).map(cause -> of(cause, trouble));
    }
    List<ContainerDiagnosis.Cause> causes = trouble.containers().stream()
        .flatMap(container -> ContainerDiagnosis.of(container).stream()).toList();
    Optional<ContainerDiagnosis.Cause> ofMesh =
        causes.stream().filter(cause -> cause.owner() == Owner.MESH).findFirst();
    return ofMesh.or(() -> causes.stream().findFirst().map(cause -> beforeProxy(cause, trouble)))
        .map(cause -> of(cause, trouble));
  }

  private static Optional<ContainerDiagnosis.Cause> proxyHolds(ContainerState container) {
    return container.role() == Role.SIDECAR && container.name().equals(ContainerDiagnosis.PROXY) && container.runs()
        ? Optional.of(new ContainerDiagnosis.Cause(Diagnosis.SIDECAR_NOT_READY, Owner.MESH, NOT_READY))
        : Optional.empty();
  }

  /** With a classic sidecar the application begins when it likes, and finds no network until the proxy is ready. */
  private static ContainerDiagnosis.Cause beforeProxy(ContainerDiagnosis.Cause cause, PodTrouble trouble) {
    return cause.diagnosis() == Diagnosis.APP_CRASH && isProxyBehind(trouble) ? new ContainerDiagnosis.Cause(
        Diagnosis.APP_CRASH_BEFORE_PROXY, Owner.MESH, cause.evidence() + "; " + NOT_READY) : cause;
  }

  private static boolean isProxyBehind(PodTrouble trouble) {
    return trouble.containers().stream().anyMatch(container -> container.role() == Role.MAIN
        && container.name().equals(ContainerDiagnosis.PROXY) && !container.ready());
  }

  /** Nothing of it has begun, and no container says why. */
  private static Optional<Finding> notCreated(PodTrouble trouble) {
    if (trouble.containers().stream().anyMatch(ContainerState::runs)) {
      return Optional.empty();
    }
    return Optional.of(new Finding(Diagnosis.NOT_CREATED, Owner.CLUSTER,
        "no container was begun on node " + trouble.node(), trouble.since()));
  }

  private static Optional<Finding> notReady(PodTrouble trouble) {
    if (isProxyBehind(trouble)) {
      return Optional.of(new Finding(Diagnosis.SIDECAR_NOT_READY, Owner.MESH, NOT_READY, trouble.since()));
    }
    String names = trouble.containers().stream()
        .filter(container -> container.role() == Role.MAIN && container.runs() && !container.ready())
        .map(ContainerState::name).collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty()
        : Optional.of(new Finding(Diagnosis.APP_NOT_READY, Owner.APP, "runs and is not ready: " + names,
            trouble.since()));
  }

  private static Finding of(ContainerDiagnosis.Cause cause, PodTrouble trouble) {
    return new Finding(cause.diagnosis(), cause.owner(), cause.evidence(), trouble.since());
  }
}
