package dev.driftless.core.engine;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.ControlPlaneFacts.State;
import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.Troubles;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small cluster for tests of the engine: what the informers would report. DaemonSets own their pods directly, so one
 * kind of owner is enough here.
 */
final class World {

  private static final String PROXY = "docker.io/istio/proxyv2:";
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Change> news = new ArrayList<>();
  private final Map<String, WorkloadFacts> workloads = new HashMap<>();
  private final Map<String, List<PodFacts>> pods = new HashMap<>();
  private final Map<String, Change> mesh = new HashMap<>();
  private int version = 100;

  World() {
    webhook(true);
    endpoints(1);
    injector("1.31.2");
    istiod("1.31.2", true);
  }

  /** All that happened since the last call. */
  List<Change> news() {
    List<Change> all = List.copyOf(news);
    news.clear();
    return all;
  }

  void injector(String tag) {
    Tree values = map(Map.of("global", map(Map.of("hub", text("docker.io/istio"), "tag", text(tag), "proxy",
        map(Map.of("image", text("proxyv2")))))));
    Tree config = map(Map.of("policy", text("enabled")));
    observe(Resource.MESH_CONFIG_MAPS, "istio-system", "istio-sidecar-injector", new InjectorFacts(
        "istio-sidecar-injector", "default", new Parsed.Value(config), new Parsed.Value(values)));
  }

  /** Its configuration is nowhere in this cluster. */
  void noInjector() {
    mesh.remove("istio-sidecar-injector");
    news.add(new Change.Gone(new ObjectKey(Resource.MESH_CONFIG_MAPS, "istio-system", "istio-sidecar-injector")));
  }

  void istiod(String tag, boolean rolledOut) {
    observe(Resource.CONTROL_PLANES, "istio-system", "istiod", new ControlPlaneFacts("istiod", "default",
        "docker.io/istio/pilot:" + tag, Optional.of(tag), Map.of(), rolledOut ? State.SETTLED : State.ROLLING_OUT,
        rolledOut ? "1 of 1" : "0 of 1 updated"));
  }

  /** The control plane runs elsewhere, with its configuration. */
  void noIstiod() {
    mesh.remove("istiod");
    news.add(new Change.Gone(new ObjectKey(Resource.CONTROL_PLANES, "istio-system", "istiod")));
  }

  void upgrade(String tag) {
    injector(tag);
    istiod(tag, true);
  }

  void webhook(boolean caBundle) {
    webhook(caBundle, Optional.of(new WebhookConfigFacts.ServiceRef("istio-system", "istiod")));
  }

  /** Without a Service it calls a URL. */
  void webhook(boolean caBundle, Optional<WebhookConfigFacts.ServiceRef> service) {
    LabelSelector enabled = new LabelSelector(Map.of("istio-injection", "enabled"), List.of());
    LabelSelector notOff = new LabelSelector(Map.of(),
        List.of(new Requirement("sidecar.istio.io/inject", Operator.NOT_IN, List.of("false"))));
    observe(Resource.WEBHOOK_CONFIGURATIONS, "", "webhooks", new WebhookConfigFacts(
        "webhooks", "default", Optional.empty(),
        List.of(new WebhookConfigFacts.Webhook("namespace.sidecar-injector.istio.io", enabled, notOff, caBundle,
            service))));
  }

  /** Nothing injects any more. */
  void noWebhook() {
    mesh.remove("webhooks");
    news.add(new Change.Gone(new ObjectKey(Resource.WEBHOOK_CONFIGURATIONS, "", "webhooks")));
  }

  void endpoints(int ready) {
    observe(Resource.ENDPOINT_SLICES, "istio-system", "istiod-x",
        new EndpointFacts("istio-system", "istiod-x", "istiod", ready));
  }

  void namespace(String name) {
    observe(Resource.NAMESPACES, "", name,
        new NamespaceFacts(name, Map.of("istio-injection", "enabled"), Map.of(), false));
  }

  void budget(String namespace, String app, int allowed, boolean never) {
    observe(Resource.POD_DISRUPTION_BUDGETS, namespace, app, new BudgetFacts(namespace, app,
        new LabelSelector(Map.of("app", app), List.of()), allowed, never));
  }

  /** A healthy DaemonSet with pods of that proxy version. */
  WorkloadRef workload(String namespace, String name, int size, String tag) {
    return workloadOf(namespace, name, size, PROXY + tag);
  }

  /** A healthy DaemonSet with pods of that proxy image. */
  WorkloadRef workloadOf(String namespace, String name, int size, String image) {
    WorkloadRef ref = new WorkloadRef(Kind.DAEMON_SET, namespace, name, "uid-" + namespace + "-" + name);
    TemplateFacts template = new TemplateFacts(Map.of("app", name), Map.of(), false, Optional.empty(),
        Optional.empty(), "", "digest-of-" + name, "{}", Map.of());
    put(new WorkloadFacts(ref, next(), 1, START.minus(Duration.ofDays(1)), false, Optional.empty(), Map.of(), template,
        new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO),
        new Replicas(size, size, size, size, true), ""));
    pods(ref, size, image, "", Optional.of(START.minus(Duration.ofDays(1))));
    return ref;
  }

  WorkloadFacts facts(WorkloadRef ref) {
    return workloads.get(ref.uid());
  }

  /** What the API server does with a restart. */
  Answer.Accepted apply(Effect.Restart effect) {
    WorkloadFacts old = facts(effect.ref());
    assertVersion(effect, old);
    Marks marks = effect.marks();
    put(with(with(old, annotations(old, marks), Map.of(Marks.RESTARTED_AT, marks.startedAt().toString(),
        Marks.RESTART_ID, marks.restartId())), new Replicas(old.replicas().desired(), old.replicas().current(), 0,
            old.replicas().available(), true)));
    return new Answer.Accepted(facts(effect.ref()).resourceVersion());
  }

  private static void assertVersion(Effect.Restart effect, WorkloadFacts old) {
    if (!old.resourceVersion().equals(effect.resourceVersion())) {
      throw new AssertionError("stale write: " + effect + " on " + old.resourceVersion());
    }
  }

  /** The owner has replaced all pods by ones of that proxy version, all ready. */
  void roll(WorkloadRef ref, String tag, Instant now) {
    rollTo(ref, PROXY + tag, now);
  }

  /** The same with a whole image; empty for pods without a sidecar. */
  void rollTo(WorkloadRef ref, String image, Instant now) {
    int size = facts(ref).replicas().desired();
    pods(ref, size, image, facts(ref).template().annotations().getOrDefault(Marks.RESTART_ID, ""), Optional.of(now));
    born(ref, now);
    put(with(facts(ref), new Replicas(size, size, size, size, true)));
  }

  /** The owner has replaced all pods, and none of the new ones gets ready. */
  void rollInVain(WorkloadRef ref, String tag) {
    int size = facts(ref).replicas().desired();
    String id = facts(ref).template().annotations().getOrDefault(Marks.RESTART_ID, "");
    pods(ref, size, PROXY + tag, id, Optional.empty());
    put(with(facts(ref), new Replicas(size, size, size, 0, true)));
  }

  /** The owner has replaced all pods by ones that the injector did not see. */
  void rollWithoutSidecar(WorkloadRef ref, Instant now) {
    rollTo(ref, "", now);
  }

  /** Its pods were made then. */
  void born(WorkloadRef ref, Instant at) {
    for (PodFacts pod : List.copyOf(pods.get(ref.uid()))) {
      PodFacts born = new PodFacts(pod.namespace(), pod.name(), pod.uid(), next(), at, pod.owner(),
          pod.shape(), pod.state());
      pods.get(ref.uid()).remove(pod);
      pods.get(ref.uid()).add(born);
      observe(Resource.PODS, ref.namespace(), born.name(), born);
    }
  }

  /** One pod was replaced by a new one that waits for its image. */
  void stick(WorkloadRef ref, String tag) {
    int size = facts(ref).replicas().desired();
    String id = facts(ref).template().annotations().getOrDefault(Marks.RESTART_ID, "");
    pod(ref, 0, PROXY + tag, id, Optional.empty(), "istio-proxy: ImagePullBackOff");
    put(with(facts(ref), new Replicas(size, size, 1, size - 1, true)));
  }

  void strategy(WorkloadRef ref, Strategy strategy) {
    WorkloadFacts old = facts(ref);
    put(new WorkloadFacts(ref, next(), old.generation(), old.createdAt(), false, old.owner(), old.annotations(),
        old.template(), strategy, old.replicas(), ""));
  }

  void replicas(WorkloadRef ref, Replicas replicas) {
    put(with(facts(ref), replicas));
  }

  /** What the API server does with the marks of a restart whose pods are to be evicted. */
  Answer.Accepted apply(Effect.Mark effect) {
    if (!facts(effect.ref()).resourceVersion().equals(effect.resourceVersion())) {
      throw new AssertionError("stale write: " + effect);
    }
    WorkloadFacts old = facts(effect.ref());
    put(new WorkloadFacts(old.ref(), next(), old.generation(), old.createdAt(), false, old.owner(),
        annotations(old, effect.marks()), old.template(), old.strategy(), old.replicas(), old.revision()));
    return new Answer.Accepted(facts(effect.ref()).resourceVersion());
  }

  private static Map<String, String> annotations(WorkloadFacts old, Marks marks) {
    Map<String, String> annotations = new HashMap<>(old.annotations());
    annotations.putAll(Map.of(Marks.RESTART_ID, marks.restartId(), Marks.TARGET, marks.target(),
        Marks.ATTEMPT, Integer.toString(marks.attempt()), Marks.STARTED_AT, marks.startedAt().toString()));
    if (marks.retried()) {
      annotations.put(Marks.RETRIED, marks.target());
    }
    return annotations;
  }

  void annotate(WorkloadRef ref, Map<String, String> annotations, Map<String, String> ofTemplate) {
    put(with(facts(ref), annotations, ofTemplate));
  }

  /** The owner deploys: another template, with or without the restart's annotation. */
  void deploy(WorkloadRef ref, String digest) {
    WorkloadFacts old = facts(ref);
    TemplateFacts template = new TemplateFacts(old.template().labels(), old.template().annotations(), false,
        Optional.empty(), Optional.empty(), "", digest, "{}", Map.of());
    put(new WorkloadFacts(ref, next(), old.generation() + 1, old.createdAt(), false, old.owner(), old.annotations(),
        template, old.strategy(), old.replicas(), ""));
  }

  /** The owner wants that many pods, and has them. */
  void scale(WorkloadRef ref, int size) {
    pods.get(ref.uid()).stream().skip(size)
        .forEach(pod -> news.add(new Change.Gone(new ObjectKey(Resource.PODS, pod.namespace(), pod.name()))));
    pods.put(ref.uid(), new ArrayList<>(pods.get(ref.uid()).subList(0, size)));
    WorkloadFacts old = facts(ref);
    put(new WorkloadFacts(ref, next(), old.generation() + 1, old.createdAt(), false, old.owner(), old.annotations(),
        old.template(), old.strategy(), new Replicas(size, size, size, size, true), ""));
  }

  /** Nobody can tell what the injector would do. */
  void breakInjector() {
    observe(Resource.MESH_CONFIG_MAPS, "istio-system", "istio-sidecar-injector", new InjectorFacts(
        "istio-sidecar-injector", "default", new Parsed.Value(map(Map.of())), new Parsed.Unreadable("line 1: no")));
  }

  /** Somebody has deleted it, and something keeps it from being gone. */
  void deleting(WorkloadRef ref) {
    WorkloadFacts old = facts(ref);
    put(new WorkloadFacts(ref, next(), old.generation() + 1, old.createdAt(), true, old.owner(), old.annotations(),
        old.template(), old.strategy(), old.replicas(), old.revision()));
  }

  void delete(WorkloadRef ref) {
    deleteOwner(ref);
    pods.remove(ref.uid()).forEach(
        pod -> news.add(new Change.Gone(new ObjectKey(Resource.PODS, pod.namespace(), pod.name()))));
  }

  /** It is gone, and its pods are not yet. */
  void deleteOwner(WorkloadRef ref) {
    workloads.remove(ref.uid());
    news.add(new Change.Gone(new ObjectKey(Resource.DAEMON_SETS, ref.namespace(), ref.name())));
  }

  /** Everything as a new process would list it. */
  List<Change> list() {
    news.clear();
    news.addAll(mesh.values());
    workloads.values().forEach(facts -> namespace(facts.ref().namespace()));
    workloads.values().forEach(facts -> observe(Resource.DAEMON_SETS, facts.ref().namespace(), facts.ref().name(),
        facts));
    pods.values().forEach(all -> all.forEach(pod -> observe(Resource.PODS, pod.namespace(), pod.name(), pod)));
    return news();
  }

  private void pods(WorkloadRef ref, int size, String image, String restartId, Optional<Instant> ready) {
    for (int i = 0; i < size; i++) {
      pod(ref, i, image, restartId, ready, "");
    }
  }

  private void pod(WorkloadRef ref, int index, String image, String restartId, Optional<Instant> ready,
      String waiting) {
    PodFacts pod = new PodFacts(ref.namespace(), ref.name() + "-" + index, ref.uid() + "-" + index + restartId,
        next(), START.minus(Duration.ofDays(1)), Optional.of(new OwnerLink(ref.kind(), ref.name(), ref.uid())),
        new PodShape(Map.of("app", ref.name()),
            image.isEmpty() ? Optional.empty() : Optional.of(Proxies.plain(image, "default")),
            restartId, Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, ready, false, Troubles.waiting(waiting)));
    put(ref, pod);
  }

  /** That pod is there, in the place of one of the same name. */
  void put(WorkloadRef ref, PodFacts pod) {
    List<PodFacts> all = pods.computeIfAbsent(ref.uid(), uid -> new ArrayList<>());
    all.removeIf(old -> old.name().equals(pod.name()));
    all.add(pod);
    observe(Resource.PODS, ref.namespace(), pod.name(), pod);
  }

  /** The pod of that name is gone. */
  void lose(WorkloadRef ref, String name) {
    pods.get(ref.uid()).removeIf(pod -> pod.name().equals(name));
    news.add(new Change.Gone(new ObjectKey(Resource.PODS, ref.namespace(), name)));
  }

  List<PodFacts> pods(WorkloadRef ref) {
    return List.copyOf(pods.get(ref.uid()));
  }

  private void put(WorkloadFacts facts) {
    workloads.put(facts.ref().uid(), facts);
    observe(Resource.DAEMON_SETS, facts.ref().namespace(), facts.ref().name(), facts);
  }

  private WorkloadFacts with(WorkloadFacts old, Replicas replicas) {
    return new WorkloadFacts(old.ref(), next(), old.generation(), old.createdAt(), old.deleting(), old.owner(),
        old.annotations(), old.template(), old.strategy(), replicas, old.revision());
  }

  private WorkloadFacts with(WorkloadFacts old, Map<String, String> annotations, Map<String, String> ofTemplate) {
    TemplateFacts template = new TemplateFacts(old.template().labels(), ofTemplate, false, Optional.empty(),
        Optional.empty(), "", old.template().digest(), "{}", Map.of());
    return new WorkloadFacts(old.ref(), next(), old.generation() + 1, old.createdAt(), false, old.owner(), annotations,
        template, old.strategy(), old.replicas(), old.revision());
  }

  void observe(Resource resource, String namespace, String name, Facts facts) {
    Change change = new Change.Observed(new ObjectKey(resource, namespace, name), facts);
    news.add(change);
    if (namespace.equals("istio-system") || resource == Resource.WEBHOOK_CONFIGURATIONS) {
      mesh.put(name, change);
    }
  }

  private String next() {
    return Integer.toString(version++);
  }

  private static Tree text(String value) {
    return new Tree.Scalar(value, Tree.ScalarType.TEXT);
  }

  private static Tree map(Map<String, Tree> members) {
    return new Tree.Mapping(members);
  }
}
