package dev.driftless.simulation;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.remediation.Marks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Facts that are true but for one thing. */
final class Forged {

  private Forged() {}

  static <T extends Facts> Change change(Change right, Class<T> kind, UnaryOperator<T> wrong) {
    return right instanceof Change.Observed(ObjectKey key, Facts facts) && kind.isInstance(facts)
        ? new Change.Observed(key, wrong.apply(kind.cast(facts))) : right;
  }

  static Map<String, String> without(Map<String, String> annotations, Predicate<String> key) {
    return annotations.entrySet().stream().filter(entry -> !key.test(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static NamespaceFacts unannotated(NamespaceFacts right, Predicate<String> key) {
    return new NamespaceFacts(right.name(), right.labels(), without(right.annotations(), key), right.terminating());
  }

  static WorkloadFacts unannotated(WorkloadFacts right, Predicate<String> key) {
    TemplateFacts template = right.template();
    return new WorkloadFacts(right.ref(), right.resourceVersion(), right.generation(), right.createdAt(),
        right.deleting(), right.owner(), without(right.annotations(), key),
        with(template, without(template.annotations(), key), template.digest()), right.strategy(), right.replicas(),
        right.revision());
  }

  static WorkloadFacts marked(WorkloadFacts right, Marks marks) {
    Map<String, String> annotations = new HashMap<>(right.annotations());
    annotations.putAll(Map.of(Marks.RESTART_ID, marks.restartId(), Marks.TARGET, marks.target(), Marks.ATTEMPT,
        Integer.toString(marks.attempt()), Marks.STARTED_AT, marks.startedAt().toString()));
    return new WorkloadFacts(right.ref(), right.resourceVersion(), right.generation(), right.createdAt(),
        right.deleting(), right.owner(), Map.copyOf(annotations), right.template(), right.strategy(),
        right.replicas(), right.revision());
  }

  static Replicas done(Replicas right) {
    return new Replicas(right.desired(), right.desired(), right.desired(), right.desired(), true);
  }

  static WorkloadFacts with(WorkloadFacts right, Strategy strategy) {
    return new WorkloadFacts(right.ref(), right.resourceVersion(), right.generation(), right.createdAt(),
        right.deleting(), right.owner(), right.annotations(), right.template(), strategy, right.replicas(),
        right.revision());
  }

  static WorkloadFacts with(WorkloadFacts right, Replicas replicas) {
    return new WorkloadFacts(right.ref(), right.resourceVersion(), right.generation(), right.createdAt(),
        right.deleting(), right.owner(), right.annotations(), right.template(), right.strategy(), replicas,
        right.revision());
  }

  private static TemplateFacts with(TemplateFacts right, Map<String, String> annotations, String digest) {
    return new TemplateFacts(right.labels(), annotations, right.hostNetwork(), right.ownProxy(), right.proxyConfig(),
        right.nodeName(), digest, right.body(), right.images());
  }

  static Strategy strategy(Strategy right, int maxUnavailable, boolean paused) {
    return new Strategy(right.type(), maxUnavailable, right.partition(), paused, right.progressDeadline());
  }

  static PodFacts ready(PodFacts right) {
    PodState state = right.state();
    return new PodFacts(right.namespace(), right.name(), right.uid(), right.resourceVersion(), right.createdAt(),
        right.owner(), right.shape(),
        new PodState(state.phase(), Optional.of(right.createdAt()), state.terminating(),
            Optional.empty()));
  }

  static PodFacts image(PodFacts right, String image) {
    PodShape shape = right.shape();
    Optional<Proxy> proxy = shape.proxy().map(found -> new Proxy(found.container(), image, found.revision(),
        found.init(), found.resources(), found.scraping(), found.settings()));
    return new PodFacts(right.namespace(), right.name(), right.uid(), right.resourceVersion(), right.createdAt(),
        right.owner(),
        new PodShape(shape.labels(), proxy, shape.restartId(), shape.ownTemplate(), shape.images()), right.state());
  }

  static ControlPlaneFacts settled(ControlPlaneFacts right) {
    return new ControlPlaneFacts(right.name(), right.revision(), right.image(), right.versionLabel(), right.env(),
        ControlPlaneFacts.State.SETTLED, "");
  }
}
