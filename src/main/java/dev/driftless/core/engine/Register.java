package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Assessor;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.inventory.Impact;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.remediation.Marks;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All workloads with what is true of them, brought up to date when facts change. */
final class Register {

  private final Policy policy;
  private final Assessor assessor;
  private final Narrator narrator;
  private final Inventory inventory = new Inventory();
  private final Map<WorkloadRef, Tracked> tracked = new TreeMap<>();
  private final Set<WorkloadRef> dirty = new TreeSet<>();
  private final Set<String> dirtyNamespaces = new HashSet<>();
  private Instant meshChangedAt = Instant.EPOCH;

  Register(Policy policy, Narrator narrator) {
    this.policy = policy;
    this.narrator = narrator;
    this.assessor = new Assessor(policy.reactions().entrySet().stream()
        .filter(entry -> entry.getValue() == Reaction.IGNORE).map(Map.Entry::getKey)
        .collect(Collectors.toCollection(() -> new HashSet<DriftReason>())));
  }

  void observe(List<Change> changes, Instant now) {
    for (Change change : changes) {
      switch (inventory.apply(change)) {
        case Impact.None none -> { }
        case Impact.Workloads(Set<WorkloadRef> refs) -> dirty.addAll(refs);
        case Impact.Namespace(String name) -> dirtyNamespaces.add(name);
        case Impact.Mesh mesh -> {
          meshChangedAt = now;
          dirty.addAll(tracked.keySet());
        }
      }
    }
  }

  /** Judges again whatever a change may have affected. @return what was judged and still exists */
  List<Tracked> refresh(Instant now) {
    if (!dirtyNamespaces.isEmpty()) {
      dirty.addAll(inventory.workloads(dirtyNamespaces));
      dirtyNamespaces.clear();
    }
    List<Tracked> judged = dirty.stream().flatMap(ref -> judge(ref, now).stream()).toList();
    dirty.clear();
    return judged;
  }

  private Optional<Tracked> judge(WorkloadRef ref, Instant now) {
    Optional<NamespaceFacts> namespace = inventory.namespace(ref.namespace());
    Optional<Workload> workload = inventory.workload(ref);
    boolean inScope = inScope(ref, namespace);
    if (workload.isEmpty() || !inScope && !find(ref).filter(Tracked::holdsSlot).isPresent()) {
      tracked.remove(ref);
      return Optional.empty();
    }
    Tracked entry = tracked.computeIfAbsent(ref, Tracked::new);
    entry.inScope = inScope;
    Optional<Verdict> before = Optional.ofNullable(entry.assessment).map(Assessment::verdict);
    entry.see(workload.get(), readMarks(entry, workload.get(), namespace), now);
    narrator.judged(entry, before, now);
    return Optional.of(entry);
  }

  /** Lets go of workloads that left the scope, once their restarts are over. */
  void release() {
    tracked.values().removeIf(entry -> !entry.inScope && !entry.holdsSlot());
  }

  private boolean inScope(WorkloadRef ref, Optional<NamespaceFacts> namespace) {
    return policy.scope().contains(ref.namespace(), namespace.map(NamespaceFacts::labels).orElse(Map.of()));
  }

  private Assessment readMarks(Tracked entry, Workload workload, Optional<NamespaceFacts> namespace) {
    Assessment assessment = assessor.assess(workload, namespace, inventory.mesh());
    Marks.Reading reading = workload.facts().map(WorkloadFacts::annotations).map(Marks::read)
        .orElse(new Marks.Reading.None());
    switch (reading) {
      case Marks.Reading.None none -> entry.marks = null;
      case Marks.Reading.Found(Marks marks) -> entry.marks = marks;
      case Marks.Reading.Unreadable(String detail) -> {
        Verdict unknown = new Verdict.Unknown(UnknownReason.ANNOTATION_UNREADABLE, detail);
        return new Assessment(assessment.expectation(), unknown, assessment.drifts(), assessment.target());
      }
    }
    return assessment;
  }

  Optional<Tracked> find(WorkloadRef ref) {
    return Optional.ofNullable(tracked.get(ref));
  }

  Collection<Tracked> all() {
    return tracked.values();
  }

  Inventory inventory() {
    return inventory;
  }

  Instant meshChangedAt() {
    return meshChangedAt;
  }
}
