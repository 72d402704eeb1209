package dev.driftless.core.inventory;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One workload with its pods, as observed.
 *
 * @param facts    of an owner that is watched and was observed
 * @param template what a new pod is made from; empty if its owner was not observed yet
 * @param pods     those that run or will run: neither finished nor terminating; ordered by name
 */
public record Workload(WorkloadRef ref, Optional<WorkloadFacts> facts, Optional<TemplateFacts> template,
    List<PodFacts> pods) {

  /** What the controller of StatefulSets labels each pod with. */
  private static final String REVISION = "controller-revision-hash";

  /** Whether nothing but the states of its pods can tell it from that one: not owner, template, or what pods are. */
  public boolean isMadeLike(Workload other) {
    boolean alike = facts.orElse(null) == other.facts.orElse(null)
        && template.orElse(null) == other.template.orElse(null) && pods.size() == other.pods.size();
    for (int i = 0; alike && i < pods.size(); i++) {
      PodFacts pod = pods.get(i);
      PodFacts before = other.pods.get(i);
      alike = pod == before || pod.shape() == before.shape() && pod.uid().equals(before.uid())
          && pod.createdAt().equals(before.createdAt());
    }
    return alike;
  }

  /**
   * The pods that a rollout replaces: of a StatefulSet with a partition only those whose ordinal is not below it
   * (kubernetes.io, StatefulSet, Partitioned rolling updates).
   */
  public List<PodFacts> rolled() {
    int partition = facts.map(owner -> owner.strategy().partition()).orElse(0);
    return partition == 0 ? pods : pods.stream().filter(pod -> ordinal(pod) >= partition).toList();
  }

  /** Its controller names each pod so; a pod of another name is none of its own. */
  private static int ordinal(PodFacts pod) {
    String tail = pod.name().substring(pod.name().lastIndexOf('-') + 1);
    return tail.matches("[0-9]{1,9}") ? Integer.parseInt(tail) : 0;
  }

  /**
   * How many pods were not made from the present template, as far as the pods and their owner tell. A StatefulSet names
   * the revision of its present template, and a DaemonSet counts. ReplicaSets and ReplicationControllers say nothing:
   * there those count that have other images, whoever gave them. 0 while the owner has not observed its specification.
   */
  public int older() {
    return facts.filter(owner -> owner.replicas().observed()).map(this::older).orElse(0);
  }

  private int older(WorkloadFacts owner) {
    return switch (ref.kind()) {
      case STATEFUL_SET -> owner.revision().isEmpty() ? 0
          : count(pod -> !owner.revision().equals(pod.shape().labels().get(REVISION)));
      case REPLICA_SET, REPLICATION_CONTROLLER ->
        count(pod -> !pod.shape().images().entrySet().containsAll(owner.template().images().entrySet()));
      case DEPLOYMENT, DAEMON_SET -> Math.max(0, owner.replicas().available() - owner.replicas().updated());
      case JOB, POD, ARGO_ROLLOUT, OTHER -> 0;
    };
  }

  private int count(Predicate<PodFacts> which) {
    return Math.toIntExact(pods.stream().filter(which).count());
  }
}
