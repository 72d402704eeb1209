package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.edge.kube.lean.LeanConfigMap;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanNamespace;
import dev.driftless.edge.kube.lean.LeanNode;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.LeanWebhookConfiguration;
import dev.driftless.edge.kube.lean.Serialization;
import dev.driftless.edge.kube.projection.Interner;
import dev.driftless.edge.kube.projection.Projector;
import dev.driftless.edge.kube.projection.Projectors;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A cluster of the Istio fixtures, read as the daemon reads its cluster. A change of a fixture is a change of its text.
 */
final class FixtureCluster {

  private static final KubernetesSerialization LEAN = Serialization.lean();

  private final Inventory inventory = new Inventory();

  /** The namespaces and one node of today; nothing of Istio yet. */
  FixtureCluster() {
    apply(text("00-namespaces"));
    apply("kind: Node\nmetadata: {name: node-b}\nstatus: {nodeInfo: {kubeletVersion: v1.36.0}}");
  }

  /** With the default control plane of 1.30.3 and nothing else. */
  static FixtureCluster installed() {
    return new FixtureCluster().with("mwc-default", "configmap-injector-default", "configmap-mesh",
        "istiod-deployment-default");
  }

  /** With the control plane of revision 1-26-2 as well, which tag prod leads to. */
  static FixtureCluster withRevision() {
    return installed().with("mwc-rev-1-26-2", "mwc-tag-prod-to-1-26-2", "configmap-injector-rev-1-26-2",
        "istiod-deployment-rev-1-26-2");
  }

  FixtureCluster with(String... files) {
    Stream.of(files).map(FixtureCluster::text).forEach(this::apply);
    return this;
  }

  FixtureCluster with(String file, UnaryOperator<String> change) {
    apply(changed(file, change));
    return this;
  }

  /** A namespace in the place of the one of that name, if there is one. */
  FixtureCluster namespace(String name, String labels) {
    apply("kind: Namespace\nmetadata: {name: %s, labels: %s}".formatted(name, labels));
    return this;
  }

  /** Judges the workload of that template and pod as far as configuration tells. */
  Assessment assess(String template, String pod) {
    return assess(template, pod, Optional.empty());
  }

  /** With the answer of the API server, that a new pod would be like that one. */
  Assessment proved(String template, String pod, String answer) {
    Optional<Proxy> proxy = Projectors.proxy(read(LeanPod.class, answer));
    return assess(template, pod, Optional.of(proxy.<Proof>map(Proof.Injected::new).orElseGet(Proof.Bare::new)));
  }

  private Assessment assess(String template, String pod, Optional<Proof> proof) {
    PodFacts running = (PodFacts) project(Projectors.pods(new Interner()), LeanPod.class, pod);
    WorkloadFacts owner = (WorkloadFacts) project(Projectors.deployments(), LeanDeployment.class, """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: owner, namespace: %s, resourceVersion: "1"}
        spec: {selector: {}, template: %s}
        """.formatted(running.namespace(), template));
    Workload workload = new Workload(owner.ref(), Optional.of(owner), Optional.of(owner.template()), List.of(running));
    Assessor.Context context = new Assessor.Context(inventory.namespace(running.namespace()), inventory.mesh(),
        MeshMemory.NOTHING);
    Expectation computed = Assessor.expect(workload, context);
    return new Assessor(Set.of()).assess(workload, context, computed, proof);
  }

  private void apply(String documents) {
    for (String document : documents.split("(?m)^---$")) {
      String kind = document.replaceFirst("(?s).*?\\bkind: (\\w+).*", "$1");
      switch (kind) {
        case "Namespace" -> apply(Resource.NAMESPACES, Projectors.namespaces(), LeanNamespace.class, document);
        case "Node" -> apply(Resource.NODES, Projectors.nodes(), LeanNode.class, document);
        case "ConfigMap" ->
          apply(Resource.MESH_CONFIG_MAPS, Projectors.meshConfigMaps(), LeanConfigMap.class, document);
        case "Deployment" ->
          apply(Resource.CONTROL_PLANES, Projectors.controlPlanes(), LeanDeployment.class, document);
        case "MutatingWebhookConfiguration" -> apply(Resource.WEBHOOK_CONFIGURATIONS,
            Projectors.webhookConfigurations(), LeanWebhookConfiguration.class, document);
        default -> throw new IllegalArgumentException(kind);
      }
    }
  }

  private <T extends LeanObject> void apply(Resource resource, Projector<T> projector, Class<T> type, String document) {
    T object = read(type, document);
    inventory.apply(new Change.Observed(new ObjectKey(resource, object.namespace(), object.name()),
        projector.project(object).orElseThrow()));
  }

  private static <T extends LeanObject> Facts project(Projector<T> projector, Class<T> type, String document) {
    return projector.project(read(type, document)).orElseThrow();
  }

  private static <T extends LeanObject> T read(Class<T> type, String document) {
    T object = LEAN.unmarshal(document, type);
    if (object.getMetadata().getCreationTimestamp() == null) {
      object.getMetadata().setCreationTimestamp("2026-11-01T08:00:00Z");
    }
    if (object.getMetadata().getUid() == null) {
      object.getMetadata().setUid("uid-1");
    }
    return object;
  }

  /** The text of a fixture after a change that must change something. */
  static String changed(String file, UnaryOperator<String> change) {
    String text = text(file);
    String changed = change.apply(text);
    if (changed.equals(text)) {
      throw new IllegalArgumentException("nothing is changed in " + file);
    }
    return changed;
  }

  static String text(String file) {
    try (InputStream in = FixtureCluster.class.getResourceAsStream("/istio/" + file + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
