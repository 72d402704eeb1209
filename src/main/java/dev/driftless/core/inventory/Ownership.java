package dev.driftless.core.inventory;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.ReplicaSetFacts;
import dev.driftless.core.model.WorkloadRef;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods by what owns them, through ReplicaSets. All keys are UIDs; a bare pod owns itself. */
final class Ownership {

  private final Map<ObjectKey, PodFacts> pods = new HashMap<>();
  private final Map<String, Map<String, PodFacts>> podsByOwner = new HashMap<>();
  private final Map<ObjectKey, ReplicaSetFacts> replicaSets = new HashMap<>();
  private final Map<String, ReplicaSetFacts> replicaSetsByUid = new HashMap<>();
  private final Map<String, Set<String>> replicaSetsByOwner = new HashMap<>();

  /** @return the owners whose pods changed, before and after */
  Set<WorkloadRef> put(ObjectKey key, PodFacts pod) {
    PodFacts before = pods.get(key);
    if (before != null && pod.isLike(before)) {
      pods.put(key, pod);
      return Set.of();
    }
    if (before != null && before.uid().equals(pod.uid()) && before.owner().equals(pod.owner())) {
      pods.put(key, pod);
      podsByOwner.get(ownerUid(pod)).put(pod.name(), pod);
      return Set.of(ownerOf(pod));
    }
    Set<WorkloadRef> touched = removePod(key);
    pods.put(key, pod);
    podsByOwner.computeIfAbsent(ownerUid(pod), uid -> new TreeMap<>()).put(pod.name(), pod);
    touched.add(ownerOf(pod));
    return touched;
  }

  Set<WorkloadRef> removePod(ObjectKey key) {
    Set<WorkloadRef> touched = new TreeSet<>();
    PodFacts gone = pods.remove(key);
    if (gone != null) {
      touched.add(ownerOf(gone));
      Map<String, PodFacts> siblings = podsByOwner.get(ownerUid(gone));
      siblings.remove(gone.name());
      if (siblings.isEmpty()) {
        podsByOwner.remove(ownerUid(gone));
      }
    }
    return touched;
  }

  /** @return the owners whose pods can now be told, or not any more */
  Set<WorkloadRef> put(ObjectKey key, ReplicaSetFacts replicaSet) {
    if (replicaSet.equals(replicaSets.get(key))) {
      return Set.of();
    }
    Set<WorkloadRef> touched = removeReplicaSet(key);
    replicaSets.put(key, replicaSet);
    replicaSetsByUid.put(replicaSet.uid(), replicaSet);
    replicaSetsByOwner.computeIfAbsent(replicaSet.owner().uid(), uid -> new TreeSet<>()).add(replicaSet.uid());
    touched.add(ownerOf(replicaSet));
    touched.add(itself(replicaSet));
    return touched;
  }

  Set<WorkloadRef> removeReplicaSet(ObjectKey key) {
    Set<WorkloadRef> touched = new TreeSet<>();
    ReplicaSetFacts gone = replicaSets.remove(key);
    if (gone != null) {
      touched.add(ownerOf(gone));
      touched.add(itself(gone));
      replicaSetsByUid.remove(gone.uid(), gone);
      Set<String> siblings = replicaSetsByOwner.get(gone.owner().uid());
      siblings.remove(gone.uid());
      if (siblings.isEmpty()) {
        replicaSetsByOwner.remove(gone.owner().uid());
      }
    }
    return touched;
  }

  Optional<ReplicaSetFacts> replicaSet(String uid) {
    return Optional.ofNullable(replicaSetsByUid.get(uid));
  }

  /** Any ReplicaSet of that owner that tells a template: those of an owner that is no Deployment do. */
  Optional<ReplicaSetFacts> templateOf(String ownerUid) {
    return replicaSetsByOwner.getOrDefault(ownerUid, Set.of()).stream()
        .map(replicaSetsByUid::get)
        .filter(replicaSet -> replicaSet.template().isPresent() && podsByOwner.containsKey(replicaSet.uid()))
        .findFirst();
  }

  /** The pods of that owner that run or will run, ordered by name. */
  List<PodFacts> livePods(String uid) {
    List<PodFacts> found = new ArrayList<>();
    collect(uid, found);
    for (String replicaSet : replicaSetsByOwner.getOrDefault(uid, Set.of())) {
      collect(replicaSet, found);
    }
    return List.copyOf(found);
  }

  /** The pods of that owner that have failed for good, and are still there. */
  List<PodFacts> failedPods(String uid) {
    List<PodFacts> found = new ArrayList<>();
    Stream.concat(Stream.of(uid), replicaSetsByOwner.getOrDefault(uid, Set.of()).stream())
        .flatMap(owner -> podsByOwner.getOrDefault(owner, Map.of()).values().stream())
        .filter(pod -> pod.state().phase() == PodPhase.FAILED).forEach(found::add);
    return found;
  }

  /** The UIDs of the pods of that owner that are on their way out; not those of its ReplicaSets. */
  Set<String> leaving(String uid) {
    return podsByOwner.getOrDefault(uid, Map.of()).values().stream().filter(pod -> pod.state().terminating())
        .map(PodFacts::uid).collect(Collectors.toUnmodifiableSet());
  }

  private void collect(String uid, List<PodFacts> found) {
    for (PodFacts pod : podsByOwner.getOrDefault(uid, Map.of()).values()) {
      if (!pod.finished() && !pod.state().terminating()) {
        found.add(pod);
      }
    }
  }

  Optional<PodFacts> pod(ObjectKey key) {
    return Optional.ofNullable(pods.get(key));
  }

  Collection<PodFacts> pods() {
    return pods.values();
  }

  WorkloadRef ownerOf(PodFacts pod) {
    if (pod.owner().isEmpty()) {
      return new WorkloadRef(Kind.POD, pod.namespace(), pod.name(), pod.uid());
    }
    OwnerLink owner = pod.owner().get();
    ReplicaSetFacts replicaSet = owner.kind() == Kind.REPLICA_SET ? replicaSetsByUid.get(owner.uid()) : null;
    return replicaSet == null ? ref(pod.namespace(), owner) : ownerOf(replicaSet);
  }

  private static WorkloadRef ownerOf(ReplicaSetFacts replicaSet) {
    return ref(replicaSet.namespace(), replicaSet.owner());
  }

  private static WorkloadRef itself(ReplicaSetFacts replicaSet) {
    return new WorkloadRef(Kind.REPLICA_SET, replicaSet.namespace(), replicaSet.name(), replicaSet.uid());
  }

  private static WorkloadRef ref(String namespace, OwnerLink owner) {
    return new WorkloadRef(owner.kind(), namespace, owner.name(), owner.uid());
  }

  private static String ownerUid(PodFacts pod) {
    return pod.owner().map(OwnerLink::uid).orElse(pod.uid());
  }
}
