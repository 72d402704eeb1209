package dev.driftless.core.injection;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.List;
import java.util.Map;

/**
 * What is known of the mesh: an immutable snapshot.
 *
 * @param webhooks      ordered by name, as the API server calls them
 * @param injectors     by revision
 * @param meshConfigs   by revision
 * @param controlPlanes by revision
 * @param proxyConfigs  by namespace, the oldest first
 * @param defaulted     what LimitRanges give to containers that do not say it themselves, by namespace
 */
public record MeshFacts(List<WebhookConfigFacts> webhooks, Map<String, InjectorFacts> injectors,
    Map<String, MeshConfigFacts> meshConfigs, Map<String, ControlPlaneFacts> controlPlanes, Kubelets kubelets,
    Map<String, List<ProxyConfigFacts>> proxyConfigs, Map<String, List<Resources>> defaulted) {

  /** One without nodes, ProxyConfigs and LimitRanges. */
  public MeshFacts(List<WebhookConfigFacts> webhooks, Map<String, InjectorFacts> injectors,
      Map<String, MeshConfigFacts> meshConfigs, Map<String, ControlPlaneFacts> controlPlanes) {
    this(webhooks, injectors, meshConfigs, controlPlanes, Kubelets.NONE, Map.of(), Map.of());
  }
}
