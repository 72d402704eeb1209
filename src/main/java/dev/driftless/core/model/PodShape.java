package dev.driftless.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * What the pods of one template have in common.
 *
 * @param proxy        the injected proxy; empty if nothing was injected
 * @param restartId    annotation {@code driftless.dev/restart-id}; empty if absent
 * @param ownTemplate  what the pod was made from, for pods without an owner whose template we watch (bare pods, Jobs,
 *                     unknown owners); empty for all others, whose owner says it
 * @param images       of the containers by their names, for pods whose owner does not say which of them are made from
 *                     its present template (ReplicaSets, ReplicationControllers); empty for all others
 */
public record PodShape(Map<String, String> labels, Optional<Proxy> proxy, String restartId,
    Optional<TemplateFacts> ownTemplate, Map<String, String> images) {}
