package dev.driftless.core.stuck;

import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.injection.IstioVersion;
import dev.driftless.core.model.ContainerState;
import dev.driftless.core.model.ContainerState.Role;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodTrouble;
import dev.driftless.core.model.Termination;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Jobs that never complete because of a classic sidecar, which nobody tells to end when the work is done. */
final class JobDiagnosis {

  /** pilot-agent ends itself and Envoy by that (istio/istio, {@code pilot/cmd/pilot-agent/status/server.go}). */
  private static final String QUIT = "have the Job end it by POST localhost:15020/quitquitquit";

  private JobDiagnosis() {}

  static Optional<Finding> of(PodFacts pod, PodTrouble trouble) {
    List<ContainerState> work = trouble.containers().stream()
        .filter(container -> container.role() == Role.MAIN && !ContainerDiagnosis.isIstio(container)).toList();
    boolean done = !work.isEmpty()
        && work.stream().allMatch(container -> container.ended().filter(Termination::successful).isPresent());
    boolean held = trouble.containers().stream().anyMatch(container -> container.role() == Role.MAIN
        && container.name().equals(ContainerDiagnosis.PROXY) && container.runs());
    return pod.owner().map(OwnerLink::kind).filter(Kind.JOB::equals).isPresent() && done && held
        ? Optional.of(new Finding(Diagnosis.JOB_HELD_BY_SIDECAR, Owner.APP, "completed: " + work.stream()
            .map(ContainerState::name).collect(Collectors.joining(", ")) + "; container istio-proxy runs on: "
            + advice(pod), trouble.since()))
        : Optional.empty();
  }

  /** Native sidecars came with Istio 1.19, asking for one by annotation with 1.24 (istio/istio, release notes). */
  private static String advice(PodFacts pod) {
    Optional<IstioVersion> version =
        pod.shape().proxy().flatMap(proxy -> ImageRef.parse(proxy.image()).version());
    if (version.filter(older -> older.isBefore(1, 19)).isPresent()) {
      return QUIT;
    }
    String asking = version.filter(older -> older.isBefore(1, 24)).isPresent()
        ? "ENABLE_NATIVE_SIDECARS=true on istiod"
        : "annotation sidecar.istio.io/nativeSidecar: \"true\" on its template";
    return "use a native sidecar (" + asking + "), or " + QUIT;
  }
}
