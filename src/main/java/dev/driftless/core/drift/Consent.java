package dev.driftless.core.drift;

import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadFacts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether people and the kind of owner allow a restart at all. */
public final class Consent {

  static final String RESTART = "driftless.dev/restart";
  /** The restarter of Kyma's Istio module leaves out workloads for which this is {@code "true"} (its ADR 0018). */
  static final String KYMA_EXCLUDE = "restarter.istio-operator.kyma-project.io/exclude";

  private static final List<Switch> SWITCHES =
      List.of(new Switch(RESTART, "true", "false"), new Switch(KYMA_EXCLUDE, "false", "true"));

  private Consent() {}

  /** An annotation by which people say whether a workload may be restarted. */
  private record Switch(String key, String yes, String no) {}

  /** @return why a drifted workload must not be restarted ({@code Exempt} or {@code Unknown}); empty if it may */
  public static Optional<Verdict> refusal(Workload workload, NamespaceFacts namespace, Assessment drifted) {
    return beingDeleted(workload, namespace)
        .or(() -> owner(workload))
        .map(exempt -> (Verdict) new Verdict.Exempt(exempt.reason(), exempt.detail(), drifted.drifts()))
        .or(() -> optOut(workload, namespace, drifted));
  }

  private record Refusal(ExemptReason reason, String detail) {}

  private static Optional<Refusal> beingDeleted(Workload workload, NamespaceFacts namespace) {
    if (namespace.terminating()) {
      return Optional.of(new Refusal(ExemptReason.BEING_DELETED, "the namespace is being deleted"));
    }
    return workload.facts().filter(WorkloadFacts::deleting)
        .map(facts -> new Refusal(ExemptReason.BEING_DELETED, "the workload is being deleted"));
  }

  private static Optional<Refusal> owner(Workload workload) {
    return switch (workload.ref().kind()) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET -> Optional.empty();
      case JOB -> Optional.of(new Refusal(ExemptReason.JOB, "the next run of the Job gets the new sidecar"));
      case POD -> Optional.of(new Refusal(ExemptReason.BARE_POD, "no controller would create the pod again"));
      case REPLICA_SET, REPLICATION_CONTROLLER -> workload.facts().flatMap(WorkloadFacts::owner)
          .map(owner -> new Refusal(ExemptReason.UNSUPPORTED_OWNER,
              "its controller " + owner.name() + " is not an owner that can be restarted"));
      case ARGO_ROLLOUT, OTHER -> Optional.of(new Refusal(
          ExemptReason.UNSUPPORTED_OWNER, workload.ref().kind().label() + " is not an owner that can be restarted"));
    };
  }

  private static Optional<Verdict> optOut(Workload workload, NamespaceFacts namespace, Assessment drifted) {
    Optional<Verdict> byWorkload = workload.facts()
        .flatMap(facts -> read("the workload", facts.annotations(), drifted)
            .or(() -> read("the pod template", facts.template().annotations(), drifted)));
    return byWorkload.or(() -> read("the namespace", namespace.annotations(), drifted));
  }

  private static Optional<Verdict> read(String where, Map<String, String> annotations, Assessment drifted) {
    for (Switch off : SWITCHES) {
      Optional<Verdict> said = read(off, where, annotations, drifted);
      if (said.isPresent()) {
        return said;
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> read(Switch off, String where, Map<String, String> annotations,
      Assessment drifted) {
    String value = annotations.get(off.key);
    if (value == null || value.equals(off.yes)) {
      return Optional.empty();
    }
    String found = "annotation " + off.key + ": \"" + value + "\" on " + where;
    return Optional.of(value.equals(off.no)
        ? new Verdict.Exempt(ExemptReason.OPTED_OUT, found, drifted.drifts())
        : new Verdict.Unknown(UnknownReason.ANNOTATION_UNREADABLE, found + "; allowed: \"true\", \"false\""));
  }
}
