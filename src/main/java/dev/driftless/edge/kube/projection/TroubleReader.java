package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.ContainerState;
import dev.driftless.core.model.ContainerState.Role;
import dev.driftless.core.model.PodTrouble;
import dev.driftless.core.model.Termination;
import dev.driftless.edge.kube.lean.Condition;
import dev.driftless.edge.kube.lean.LeanPod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a pod that is not ready tells of itself. */
final class TroubleReader {

  private TroubleReader() {}

  static PodTrouble read(LeanPod pod) {
    LeanPod.Status status = pod.getStatus();
    Optional<Condition> ready = condition(status, "Ready");
    Instant since = Instant.parse(ready.flatMap(Condition::lastTransitionTime)
        .orElse(pod.getMetadata().getCreationTimestamp()));
    boolean unknown = ready.filter(condition -> condition.status().equals("Unknown")).isPresent()
        || status.phase().equals("Unknown");
    return new PodTrouble(since, pod.getSpec().nodeName(), status.reason(), status.message(),
        ready.map(TroubleReader::text).orElse(""), unscheduled(status), unknown, containers(pod));
  }

  private static String text(Condition condition) {
    return condition.message().isEmpty() ? condition.reason() : condition.reason() + ": " + condition.message();
  }

  private static Optional<PodTrouble.Unscheduled> unscheduled(LeanPod.Status status) {
    return condition(status, "PodScheduled").filter(scheduled -> scheduled.status().equals("False"))
        .map(scheduled -> new PodTrouble.Unscheduled(scheduled.reason(), scheduled.message()));
  }

  private static Optional<Condition> condition(LeanPod.Status status, String type) {
    return status.conditions().stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  private static List<ContainerState> containers(LeanPod pod) {
    LeanPod.Status status = pod.getStatus();
    Stream<ContainerState> init = pod.getSpec().initContainers().stream()
        .flatMap(container -> state(container, container.restartPolicy().filter("Always"::equals).isPresent()
            ? Role.SIDECAR : Role.INIT, status.initContainerStatuses()).stream());
    Stream<ContainerState> main = pod.getSpec().containers().stream()
        .flatMap(container -> state(container, Role.MAIN, status.containerStatuses()).stream());
    return Stream.concat(init, main).toList();
  }

  /** Empty as long as the kubelet has said nothing of that container. */
  private static Optional<ContainerState> state(LeanPod.Container container, Role role,
      List<LeanPod.ContainerStatus> told) {
    return told.stream().filter(status -> status.name().equals(container.name())).findFirst()
        .map(status -> new ContainerState(container.name(), role, container.image(),
            status.state().waiting().map(waiting -> new ContainerState.Waiting(waiting.reason(), waiting.message())),
            ended(status.state()), ended(status.lastState()), status.restartCount(), status.ready(),
            status.started()));
  }

  private static Optional<Termination> ended(LeanPod.State state) {
    return state.terminated().map(end -> new Termination(end.exitCode(), end.reason(), end.message()));
  }
}
