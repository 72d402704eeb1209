package dev.driftless.core.drift;

import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is judged in these tests: one workload of a namespace, in a mesh of one revision. */
final class Subjects {

  static final NamespaceFacts SHOP = new NamespaceFacts("shop", Map.of(), Map.of(), false);
  static final Map<String, String> NONE = Map.of();

  private Subjects() {}

  /** A mesh that injects that version everywhere. */
  static MeshFacts mesh(String tag) {
    Tree values = map(Map.of("global", map(Map.of("hub", text("docker.io/istio"), "tag", text(tag)))));
    return new MeshFacts(
        List.of(new WebhookConfigFacts("webhooks", "default", Optional.empty(),
            List.of(new WebhookConfigFacts.Webhook("rev.istio.io", LabelSelector.EVERYTHING, LabelSelector.EVERYTHING,
                true, Optional.empty())))),
        Map.of("default", new InjectorFacts("injector", "default",
            new Parsed.Value(map(Map.of("policy", text("enabled")))), new Parsed.Value(values))),
        Map.of(), Map.of("default", new ControlPlaneFacts("istiod", "default", "docker.io/istio/pilot:" + tag,
            Optional.of(tag), Map.of(), ControlPlaneFacts.State.SETTLED, "")));
  }

  static Optional<Proxy> proxy(String image, String revision) {
    return Optional.of(Proxies.plain(image, revision));
  }

  static Optional<Proxy> proxy(String tag) {
    return proxy("docker.io/istio/proxyv2:" + tag, "default");
  }

  /** A workload without facts of its own. */
  static Workload bare(Kind kind) {
    return new Workload(new WorkloadRef(kind, "shop", "cart", "u"), Optional.empty(), Optional.of(template(NONE)),
        List.of());
  }

  /** A workload that something unknown controls. */
  static Workload controlled(Kind kind) {
    WorkloadRef ref = new WorkloadRef(kind, "shop", "cart", "u");
    return new Workload(ref, Optional.of(new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false,
        Optional.of(new OwnerLink(Kind.OTHER, "shop", "o")), NONE, template(NONE), Strategy.ON_DELETE,
        new Replicas(1, 1, 1, 1, true), "")), Optional.of(template(NONE)), List.of());
  }

  static Workload deployment(boolean deleting, Map<String, String> annotations, Map<String, String> ofTemplate) {
    WorkloadRef ref = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u");
    TemplateFacts template = template(ofTemplate);
    return new Workload(ref, Optional.of(new WorkloadFacts(ref, "1", 1, Instant.EPOCH, deleting, Optional.empty(),
        annotations, template, new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO),
        new Replicas(1, 1, 1, 1, true), "")), Optional.of(template), List.of());
  }

  @SafeVarargs
  static Workload withPods(Workload workload, Optional<Proxy>... proxies) {
    List<PodFacts> pods = new ArrayList<>();
    for (Optional<Proxy> proxy : proxies) {
      String name = "cart-" + pods.size();
      pods.add(new PodFacts("shop", name, name, "1", Instant.EPOCH, Optional.empty(),
          new PodShape(Map.of(), proxy, "", Optional.empty(), Map.of()),
          new PodState(PodPhase.RUNNING, Optional.of(Instant.EPOCH), false, Optional.empty())));
    }
    return new Workload(workload.ref(), workload.facts(), workload.template(), pods);
  }

  private static TemplateFacts template(Map<String, String> annotations) {
    return new TemplateFacts(Map.of(), annotations, false, Optional.empty(), Optional.empty(), "", "digest", "",
        Map.of());
  }

  private static Tree text(String value) {
    return new Tree.Scalar(value, Tree.ScalarType.TEXT);
  }

  private static Tree map(Map<String, Tree> members) {
    return new Tree.Mapping(members);
  }
}
