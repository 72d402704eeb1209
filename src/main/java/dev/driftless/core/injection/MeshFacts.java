package dev.driftless.core.injection;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of the mesh: an immutable snapshot, for one thread. */
public final class MeshFacts {

  private final List<WebhookConfigFacts> webhooks;
  private final Map<String, InjectorFacts> injectors;
  private final Map<String, MeshConfigFacts> meshConfigs;
  private final Map<String, ControlPlaneFacts> controlPlanes;
  private final Surroundings surroundings;
  private final Map<String, Preparation> preparations = new HashMap<>();
  private final Map<Rendering.Subject, Expectation> renderings = new HashMap<>();

  /**
   * What matters of the cluster beside the mesh itself.
   *
   * @param proxyConfigs by namespace, the oldest first
   * @param defaulted    what LimitRanges give to containers that do not say it themselves, by namespace
   */
  public record Surroundings(Kubelets kubelets, Map<String, List<ProxyConfigFacts>> proxyConfigs,
      Map<String, List<Resources>> defaulted) {

    public static final Surroundings NONE = new Surroundings(Kubelets.NONE, Map.of(), Map.of());
  }

  /**
   * Takes the snapshot.
   *
   * @param webhooks      ordered by name, as the API server calls them
   * @param injectors     by revision
   * @param meshConfigs   by revision
   * @param controlPlanes by revision
   */
  public MeshFacts(List<WebhookConfigFacts> webhooks, Map<String, InjectorFacts> injectors,
      Map<String, MeshConfigFacts> meshConfigs, Map<String, ControlPlaneFacts> controlPlanes,
      Surroundings surroundings) {
    this.webhooks = webhooks;
    this.injectors = injectors;
    this.meshConfigs = meshConfigs;
    this.controlPlanes = controlPlanes;
    this.surroundings = surroundings;
  }

  /** One without nodes, ProxyConfigs and LimitRanges. */
  public MeshFacts(List<WebhookConfigFacts> webhooks, Map<String, InjectorFacts> injectors,
      Map<String, MeshConfigFacts> meshConfigs, Map<String, ControlPlaneFacts> controlPlanes) {
    this(webhooks, injectors, meshConfigs, controlPlanes, Surroundings.NONE);
  }

  public List<WebhookConfigFacts> webhooks() {
    return webhooks;
  }

  public Map<String, InjectorFacts> injectors() {
    return injectors;
  }

  public Map<String, MeshConfigFacts> meshConfigs() {
    return meshConfigs;
  }

  public Map<String, ControlPlaneFacts> controlPlanes() {
    return controlPlanes;
  }

  public Kubelets kubelets() {
    return surroundings.kubelets();
  }

  public Map<String, List<ProxyConfigFacts>> proxyConfigs() {
    return surroundings.proxyConfigs();
  }

  public Map<String, List<Resources>> defaulted() {
    return surroundings.defaulted();
  }

  /** What is known of each revision's injector already. */
  Map<String, Preparation> preparations() {
    return preparations;
  }

  /** What has been derived from this snapshot already. */
  Map<Rendering.Subject, Expectation> renderings() {
    return renderings;
  }
}
