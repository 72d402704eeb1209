package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Assessor;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Proof;
import dev.driftless.core.drift.Provable;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.inventory.Impact;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All workloads with what is true of them, brought up to date when facts change. */
final class Register {

  private final Supplier<Policy> policy;
  private Assessor assessor;
  private final Narrator narrator;
  private final Proofs proofs;
  private final Campaigns campaigns;
  private final Witness witness = new Witness();
  private final Inventory inventory;
  private final Generations generations = new Generations();
  private final Map<WorkloadRef, Tracked> tracked = new HashMap<>();
  /** The same, ordered by name; empty when it has to be put together. */
  private List<Tracked> inOrder = List.of();
  private final Map<String, Memory.Reverted> givenUp = new HashMap<>();
  private final Set<String> outOfScope = new HashSet<>();
  /** Of which something was observed. */
  private final Set<WorkloadRef> changed = new HashSet<>();
  /** For which something beside themselves is another than before. */
  private final Set<WorkloadRef> dirty = new HashSet<>();
  private final Set<String> dirtyNamespaces = new HashSet<>();
  private Instant meshChangedAt = Instant.EPOCH;
  private Instant meshHeardAt = Instant.EPOCH;

  Register(Supplier<Policy> policy, Narrator narrator, Proofs proofs, Campaigns campaigns) {
    this(policy, narrator, proofs, campaigns, new Inventory());
  }

  private Register(Supplier<Policy> policy, Narrator narrator, Proofs proofs, Campaigns campaigns,
      Inventory inventory) {
    this.campaigns = campaigns;
    this.inventory = inventory;
    this.policy = policy;
    this.narrator = narrator;
    this.proofs = proofs;
    this.assessor = assessor(policy.get());
  }

  private static Assessor assessor(Policy policy) {
    return new Assessor(policy.reactions().entrySet().stream()
        .filter(entry -> entry.getValue() == Reaction.IGNORE).map(Map.Entry::getKey)
        .collect(Collectors.toCollection(() -> new HashSet<DriftReason>())),
        policy.places().gateways() != Reaction.IGNORE);
  }

  /** The policy is another one: everything is judged again, also what was out of scope. */
  void reassess() {
    assessor = assessor(policy.get());
    dirty.addAll(inventory.workloads());
  }

  /** One that knows of the cluster what this one knows, and of the past nothing. This one must not be used any more. */
  Register successor(Supplier<Policy> itsPolicy, Narrator itsNarrator, Proofs itsProofs, Campaigns itsCampaigns,
      Instant start) {
    Register successor = new Register(itsPolicy, itsNarrator, itsProofs, itsCampaigns, inventory);
    successor.dirty.addAll(inventory.workloads());
    successor.meshChangedAt = start;
    return successor;
  }

  void observe(List<Change> changes, Instant now) {
    for (Change change : changes) {
      Impact impact = inventory.apply(change);
      generations.advance(impact);
      switch (impact) {
        case Impact.None none -> { }
        case Impact.Workloads(Set<WorkloadRef> refs) -> changed.addAll(refs);
        case Impact.Namespace(String name) -> dirtyNamespaces.add(name);
        case Impact.Revision(String name) -> {
          meshChangedAt = now;
          tracked.values().stream().filter(entry -> entry.dependsOn(name)).map(entry -> entry.ref)
              .forEach(dirty::add);
        }
        case Impact.Mesh mesh -> {
          meshChangedAt = now;
          dirty.addAll(tracked.keySet());
        }
        case Impact.Proofs others -> dirty.addAll(tracked.keySet());
      }
    }
  }

  /** When anything was last heard of the mesh's configuration, changed or not. */
  void meshHeardAt(Instant moment) {
    meshHeardAt = moment;
  }

  /** A dry run has told something of that workload, and of what its revision gives to all. */
  void proved(Effect.Prove question, ProofAnswer answer, Instant now) {
    dirty.add(question.ref());
    if (answer instanceof ProofAnswer.Admitted(Optional<Proxy> proxy)) {
      find(question.ref()).filter(entry -> question.subject().equals(entry.subject))
          .map(entry -> entry.computed).filter(Expectation.Injected.class::isInstance)
          .map(Expectation.Injected.class::cast).ifPresent(computed -> proxy.ifPresent(
              actual -> campaigns.shown(computed.revision(), computed.image(), actual.image(), now)));
    }
  }

  /** Judges again whatever a change may have affected. */
  void refresh(Instant now) {
    if (witness.look(inventory.mesh(), meshChangedAt, meshHeardAt, now)) {
      dirty.addAll(tracked.keySet());
    }
    if (!dirtyNamespaces.isEmpty()) {
      dirty.addAll(inventory.workloads(dirtyNamespaces));
      dirtyNamespaces.clear();
    }
    Set<WorkloadRef> all = new TreeSet<>(changed);
    all.addAll(dirty);
    all.forEach(ref -> judge(ref, now));
    dirty.clear();
    changed.clear();
  }

  /** Of one that was not observed since, pods and all are what they were: to put that together takes longest. */
  private void judge(WorkloadRef ref, Instant now) {
    Optional<NamespaceFacts> namespace = inventory.namespace(ref.namespace());
    Optional<Workload> known = changed.contains(ref) ? Optional.empty() : find(ref).map(entry -> entry.workload);
    Optional<Workload> workload = known.or(() -> inventory.workload(ref));
    boolean inScope = inScope(ref, namespace);
    if (workload.isEmpty() || !inScope && !find(ref).filter(Tracked::inRestart).isPresent()) {
      forget(ref);
      if (workload.isEmpty()) {
        givenUp.remove(ref.uid());
      } else if (givenUp.containsKey(ref.uid())) {
        outOfScope.add(ref.uid());
      }
      return;
    }
    Tracked entry = tracked.computeIfAbsent(ref, this::track);
    entry.inScope = inScope;
    entry.local = policy.get().modeIn(namespace);
    Optional<Verdict> before = Optional.ofNullable(entry.assessment).map(Assessment::verdict);
    Judgement judgement = judgement(entry, workload.get(), namespace);
    if (entry.see(workload.get(), withMarks(entry, workload.get(), judgement), now)) {
      campaigns.startOver(judgement.computed().revision(), now);
    }
    entry.drifted = drifted(entry);
    if (known.isEmpty()) {
      entry.leaving = ref.kind() == Kind.DAEMON_SET ? inventory.leaving(ref) : Set.of();
    }
    narrator.judged(entry, before, now);
  }

  /** The last one holds as long as nothing has changed that it rests on: most events tell of nothing else. */
  private Judgement judgement(Tracked entry, Workload workload, Optional<NamespaceFacts> namespace) {
    if (dirty.contains(entry.ref) || entry.judgement == null || !workload.isMadeLike(entry.workload)) {
      entry.judgement = judge(workload, new Assessor.Context(namespace, inventory.mesh(), witness.memory()));
    }
    return entry.judgement;
  }

  private List<PodFacts> drifted(Tracked entry) {
    boolean matters = entry.assessment.verdict() instanceof Verdict.Drifted && entry.workload.facts()
        .filter(facts -> facts.strategy().byEviction() || facts.strategy().partition() > 0).isPresent();
    return matters
        ? assessor.drifted(entry.workload.pods(), entry.assessment.expectation(), witness.memory()) : List.of();
  }

  private Judgement judge(Workload workload, Assessor.Context context) {
    Expectation computed = Assessor.expect(workload, context);
    String digest = workload.template().map(TemplateFacts::digest).orElse("");
    String subject = digest + "/" + generations.of(Provable.revision(computed), workload.ref().namespace());
    Optional<Proof> proof = proofs.about(workload.ref(), subject);
    return new Judgement(assessor.assess(workload, context, computed, proof), computed,
        assessor.target(computed, context.memory()), subject,
        context.memory().standingSince(Provable.revision(computed)));
  }

  /** Lets go of workloads that left the scope, once their restarts are over. */
  void release() {
    List<Tracked> left = tracked.values().stream().filter(entry -> !entry.inScope && !entry.inRestart()).toList();
    left.forEach(entry -> forget(entry.ref));
  }

  /** What was given up stays so if it comes back into the scope. */
  private void forget(WorkloadRef ref) {
    inOrder = List.of();
    Optional.ofNullable(tracked.remove(ref)).flatMap(Tracked::reverted)
        .ifPresent(reverted -> {
          givenUp.put(ref.uid(), reverted);
          outOfScope.add(ref.uid());
        });
    proofs.forget(ref);
  }

  private boolean inScope(WorkloadRef ref, Optional<NamespaceFacts> namespace) {
    return policy.get().scope().contains(ref.namespace(), namespace.map(NamespaceFacts::labels).orElse(Map.of()));
  }

  private static Judgement withMarks(Tracked entry, Workload workload, Judgement judgement) {
    Marks.Reading reading = workload.facts().map(WorkloadFacts::annotations).map(Marks::read)
        .orElse(new Marks.Reading.None());
    switch (reading) {
      case Marks.Reading.None none -> entry.marks = null;
      case Marks.Reading.Found(Marks marks) -> entry.marks = marks;
      case Marks.Reading.Unreadable(String detail) -> {
        Verdict unknown = new Verdict.Unknown(UnknownReason.ANNOTATION_UNREADABLE, detail);
        return judgement.with(judgement.assessment().with(unknown));
      }
    }
    return judgement;
  }

  /** Takes over which workloads an earlier process has given up. */
  void remember(Map<String, Memory.Reverted> reverted) {
    givenUp.putAll(reverted);
  }

  private Tracked track(WorkloadRef ref) {
    inOrder = List.of();
    Tracked entry = new Tracked(ref);
    Optional.ofNullable(givenUp.remove(ref.uid())).ifPresent(reverted -> entry.quarantine = new Quarantine(
        reverted.target(), reverted.templateDigest(), Outcome.REVERTED, reverted.detail(), reverted.proved()));
    return entry;
  }

  /** What was given up and says so nowhere else, by UID; also out of scope, but not what is gone. */
  Map<String, Memory.Reverted> reverted() {
    Map<String, Memory.Reverted> found = new TreeMap<>();
    outOfScope.retainAll(givenUp.keySet());
    outOfScope.forEach(uid -> found.put(uid, givenUp.get(uid)));
    tracked.forEach((ref, entry) -> entry.reverted().ifPresent(reverted -> found.put(ref.uid(), reverted)));
    return found;
  }

  Optional<Tracked> find(WorkloadRef ref) {
    return Optional.ofNullable(tracked.get(ref));
  }

  /** Ordered by name. */
  List<Tracked> all() {
    if (inOrder.isEmpty()) {
      inOrder = tracked.values().stream().sorted(Comparator.comparing(entry -> entry.ref)).toList();
    }
    return inOrder;
  }

  /** What all of them are to get now, or were when that was known last. */
  Set<String> aims() {
    Set<String> aims = new HashSet<>();
    tracked.values().forEach(entry -> aims.add(entry.aim));
    return aims;
  }

  Inventory inventory() {
    return inventory;
  }

  Witness witness() {
    return witness;
  }

  Instant meshChangedAt() {
    return meshChangedAt;
  }
}
