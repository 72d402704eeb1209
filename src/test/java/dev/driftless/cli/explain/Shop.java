package dev.driftless.cli.explain;

import dev.driftless.app.SingleLook;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
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
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.ServiceRef;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A namespace {@code shop} in a mesh of 1.32.0, whose webhooks look at a label of the namespace, or of the pod. */
final class Shop {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Policy POLICY = DriftlessConfig.DEFAULTS.policy();

  private static final Instant BEFORE = NOW.minus(Duration.ofDays(1));
  private static final Map<String, String> NONE = Map.of();

  private final List<Change> changes = new ArrayList<>();

  Shop(Map<String, String> labels) {
    LabelSelector notOff = select("sidecar.istio.io/inject", Operator.NOT_IN, "false");
    webhook(new Webhook("namespace.sidecar-injector.istio.io", select("istio-injection", Operator.IN, "enabled"),
        notOff, true, Optional.of(new ServiceRef("istio-system", "istiod"))),
        new Webhook("object.sidecar-injector.istio.io", select("istio-injection", Operator.DOES_NOT_EXIST),
            select("sidecar.istio.io/inject", Operator.IN, "true"), true,
            Optional.of(new ServiceRef("istio-system", "istiod"))));
    observe(Resource.MESH_CONFIG_MAPS, "istio-system", "istio-sidecar-injector",
        new InjectorFacts("istio-sidecar-injector", "default", new Parsed.Value(map(Map.of("policy", text("enabled")))),
            new Parsed.Value(map(Map.of("global", map(Map.of("hub", text("docker.io/istio"), "tag",
                text("1.32.0"))))))));
    observe(Resource.CONTROL_PLANES, "istio-system", "istiod", new ControlPlaneFacts("istiod", "default",
        "docker.io/istio/pilot:1.32.0", Optional.empty(), Map.of(), ControlPlaneFacts.State.SETTLED, ""));
    observe(Resource.ENDPOINT_SLICES, "istio-system", "istiod-x",
        new EndpointFacts("istio-system", "istiod-x", "istiod", 1));
    namespace("shop", labels, NONE);
  }

  void webhook(Webhook... webhooks) {
    observe(Resource.WEBHOOK_CONFIGURATIONS, "", "istio-sidecar-injector",
        new WebhookConfigFacts("istio-sidecar-injector", "default", Optional.of("prod"), List.of(webhooks)));
  }

  Shop namespace(String name, Map<String, String> labels, Map<String, String> annotations) {
    observe(Resource.NAMESPACES, "", name, new NamespaceFacts(name, labels, annotations, false));
    return this;
  }

  /** With a pod for each proxy. */
  @SafeVarargs
  final Shop deployment(String name, Map<String, String> labels, Map<String, String> annotations,
      Optional<Proxy>... proxies) {
    return deployment(name, template(labels, annotations), NONE, proxies);
  }

  @SafeVarargs
  final Shop deployment(String name, TemplateFacts template, Map<String, String> annotations,
      Optional<Proxy>... proxies) {
    WorkloadRef ref = new WorkloadRef(Kind.DEPLOYMENT, "shop", name, "u-" + name);
    int size = proxies.length;
    observe(Resource.DEPLOYMENTS, "shop", name, new WorkloadFacts(ref, "1", 1, BEFORE, false, Optional.empty(),
        annotations, template, new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO),
        new Replicas(size, size, size, size, true), ""));
    for (int i = 0; i < size; i++) {
      pod(name + "-" + i, Optional.of(new OwnerLink(Kind.DEPLOYMENT, name, ref.uid())), proxies[i], Optional.empty());
    }
    return this;
  }

  Shop job(String name, Optional<Proxy> proxy) {
    pod(name + "-0", Optional.of(new OwnerLink(Kind.JOB, name, "u-" + name)), proxy, Optional.of(template(NONE, NONE)));
    return this;
  }

  private void pod(String name, Optional<OwnerLink> owner, Optional<Proxy> proxy, Optional<TemplateFacts> own) {
    observe(Resource.PODS, "shop", name, new PodFacts("shop", name, "u-" + name, "1", BEFORE, owner,
        new PodShape(NONE, proxy, "", own, Map.of()),
        new PodState(PodPhase.RUNNING, Optional.of(BEFORE), false, Optional.empty())));
  }

  static TemplateFacts template(Map<String, String> labels, Map<String, String> annotations) {
    return new TemplateFacts(labels, annotations, false, Optional.empty(), Optional.empty(), "", "digest", "{}",
        Map.of());
  }

  /** As the injector of this mesh makes it, at that version. */
  static Optional<Proxy> proxy(String tag) {
    return Optional.of(Proxies.plain("docker.io/istio/proxyv2:" + tag, "default"));
  }

  Engine engine() {
    return SingleLook.at(changes, POLICY, NOW);
  }

  Explanation explain(Kind kind, String name) {
    return explain(engine(), kind, name);
  }

  static Explanation explain(Engine engine, Kind kind, String name) {
    return new Explanation(NOW,
        engine.story(new WorkloadRef(kind, "shop", name, "u-" + name), NOW).orElseThrow(), Optional.empty(),
        engine.revisions(), new Explanation.Around(POLICY.reactions(), true, engine.proofDenial(NOW)));
  }

  private void observe(Resource resource, String namespace, String name, Facts facts) {
    changes.add(new Change.Observed(new ObjectKey(resource, namespace, name), facts));
  }

  private static LabelSelector select(String key, Operator operator, String... values) {
    return new LabelSelector(Map.of(), List.of(new Requirement(key, operator, List.of(values))));
  }

  private static Tree text(String value) {
    return new Tree.Scalar(value, Tree.ScalarType.TEXT);
  }

  private static Tree map(Map<String, Tree> members) {
    return new Tree.Mapping(members);
  }
}
