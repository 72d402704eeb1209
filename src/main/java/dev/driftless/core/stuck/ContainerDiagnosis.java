package dev.driftless.core.stuck;

import dev.driftless.core.model.ContainerState;
import dev.driftless.core.model.ContainerState.Role;
import dev.driftless.core.model.Termination;

import java.util.Optional;
import java.util.Set;

/** What is wrong with one container, by what the kubelet says of it alone. */
final class ContainerDiagnosis {

  /** The container of the proxy. */
  static final String PROXY = "istio-proxy";

  /** Checks what the CNI plugin should have done, and ends with {@link #NOT_SET_UP} if it was not. */
  static final String VALIDATION = "istio-validation";

  /** Istio, {@code tools/istio-iptables/pkg/constants}: {@code ValidationErrorCode}. */
  static final int NOT_SET_UP = 126;

  /** What injection brings along. */
  private static final Set<String> ISTIO = Set.of(PROXY, "istio-init", VALIDATION);

  /** Kubernetes, {@code pkg/kubelet/images/types.go}. */
  private static final Set<String> PULL = Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull",
      "InvalidImageName", "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed");

  /** Kubernetes, {@code pkg/kubelet/container/sync_result.go} and {@code pkg/kubelet/kuberuntime}. */
  private static final Set<String> CONFIG = Set.of("CreateContainerConfigError", "CreateContainerError",
      "RunContainerError", "PreCreateHookError", "PreStartHookError", "PostStartHookError");

  private static final String CRASH_LOOP = "CrashLoopBackOff";

  private ContainerDiagnosis() {}

  /** @param evidence what the kubelet says of that container */
  record Cause(Diagnosis diagnosis, Owner owner, String evidence) {}

  /** Empty if it is as it should be, or only not ready yet. */
  static Optional<Cause> of(ContainerState container) {
    Owner owner = isIstio(container) ? Owner.MESH : Owner.APP;
    if (isNotSetUp(container)) {
      return Optional.of(new Cause(Diagnosis.NETWORK_NOT_SET_UP, Owner.MESH, evidence(container)));
    }
    String reason = container.waiting().map(ContainerState.Waiting::reason).orElse("");
    if (PULL.contains(reason)) {
      return Optional.of(new Cause(isIstio(container) ? Diagnosis.SIDECAR_IMAGE_PULL : Diagnosis.APP_IMAGE_PULL, owner,
          container.image() + ": " + evidence(container)));
    }
    if (CONFIG.contains(reason)) {
      return Optional.of(new Cause(Diagnosis.CONFIG_ERROR, owner, evidence(container)));
    }
    return crashes(container, reason)
        ? Optional.of(new Cause(isIstio(container) ? Diagnosis.SIDECAR_CRASH : Diagnosis.APP_CRASH, owner,
            evidence(container)))
        : Optional.empty();
  }

  static boolean isIstio(ContainerState container) {
    return ISTIO.contains(container.name());
  }

  /** Also while it is tried once more: the next time may find another network, or the same. */
  private static boolean isNotSetUp(ContainerState container) {
    return container.name().equals(VALIDATION) && !container.letsOthersBegin()
        && container.failure().filter(end -> end.exitCode() == NOT_SET_UP).isPresent();
  }

  /** One that runs, and has not failed since, is given the time that its probes take. */
  private static boolean crashes(ContainerState container, String reason) {
    return reason.equals(CRASH_LOOP)
        || container.ended().filter(end -> !end.successful() || endsAgainAndAgain(container)).isPresent();
  }

  /** One that should go on and does not, however well it ended. */
  private static boolean endsAgainAndAgain(ContainerState container) {
    return container.role() == Role.MAIN && container.restarts() > 0;
  }

  /** As people know it from {@code kubectl describe}. */
  private static String evidence(ContainerState container) {
    String waiting = container.waiting().map(wait -> wait.message().isEmpty() ? wait.reason()
        : wait.reason() + ": " + wait.message()).orElse("");
    String failed = container.failure().map(ContainerDiagnosis::evidence).orElse("");
    String both = waiting.isEmpty() || failed.isEmpty() ? waiting + failed : waiting + "; last ended with " + failed;
    return "container " + container.name() + ": " + both;
  }

  private static String evidence(Termination end) {
    return "exit code " + end.exitCode() + (end.reason().isEmpty() ? "" : " (" + end.reason() + ")")
        + (end.message().isEmpty() ? "" : ": " + end.message().strip());
  }
}
