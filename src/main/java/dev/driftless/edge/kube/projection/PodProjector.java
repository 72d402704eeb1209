package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.edge.kube.lean.Condition;
import dev.driftless.edge.kube.lean.LeanPod;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods. */
final class PodProjector implements Projector<LeanPod> {

  /** What injection brings along. */
  private static final Set<String> ISTIO = Set.of(Templates.PROXY_CONTAINER, "istio-init", "istio-validation");

  private final ProxyReader proxies = new ProxyReader();
  private final Interner interner;

  PodProjector(Interner interner) {
    this.interner = interner;
  }

  @Override
  public Optional<Facts> project(LeanPod pod) {
    Optional<OwnerLink> owner = interner.one(Owners.controllerOf(pod));
    return Optional.of(new PodFacts(pod.namespace(), pod.name(), pod.getMetadata().getUid(),
        pod.resourceVersion(), Instant.parse(pod.getMetadata().getCreationTimestamp()), owner,
        interner.one(shape(pod, owner)), state(pod)));
  }

  private PodShape shape(LeanPod pod, Optional<OwnerLink> owner) {
    boolean templateWatched = owner.filter(PodProjector::hasWatchedTemplate).isPresent();
    Optional<TemplateFacts> ownTemplate = templateWatched ? Optional.empty() : Optional.of(PodTemplate.of(pod));
    String restartId = pod.annotations().getOrDefault(Annotations.RESTART_ID, "");
    return new PodShape(Map.copyOf(pod.labels()), proxies.read(pod), restartId, ownTemplate,
        owner.filter(PodProjector::isSilent).map(silent -> images(pod)).orElse(Map.of()));
  }

  private static boolean hasWatchedTemplate(OwnerLink owner) {
    return switch (owner.kind()) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER -> true;
      case JOB, POD, ARGO_ROLLOUT, OTHER -> false;
    };
  }

  /** Whether it does not count the pods that are made from its present template. */
  private static boolean isSilent(OwnerLink owner) {
    return owner.kind() == Kind.REPLICA_SET || owner.kind() == Kind.REPLICATION_CONTROLLER;
  }

  private static Map<String, String> images(LeanPod pod) {
    return Stream.of(pod.getSpec().initContainers(), pod.getSpec().containers()).flatMap(List::stream)
        .filter(container -> !ISTIO.contains(container.name()))
        .collect(Collectors.toUnmodifiableMap(LeanPod.Container::name, LeanPod.Container::image));
  }

  private PodState state(LeanPod pod) {
    Optional<Instant> readySince = readySince(pod);
    PodPhase phase = phase(pod.getStatus().phase());
    return new PodState(phase, readySince, pod.deleting(), readySince.isPresent() || phase == PodPhase.SUCCEEDED
        ? Optional.empty() : Optional.of(TroubleReader.read(pod)));
  }

  private static Optional<Instant> readySince(LeanPod pod) {
    for (Condition condition : pod.getStatus().conditions()) {
      if (condition.says("Ready")) {
        return Optional.of(
            Instant.parse(condition.lastTransitionTime().orElse(pod.getMetadata().getCreationTimestamp())));
      }
    }
    return Optional.empty();
  }

  private static PodPhase phase(String phase) {
    return switch (phase) {
      case "Pending" -> PodPhase.PENDING;
      case "Running" -> PodPhase.RUNNING;
      case "Succeeded" -> PodPhase.SUCCEEDED;
      case "Failed" -> PodPhase.FAILED;
      default -> PodPhase.UNKNOWN;
    };
  }
}
