package dev.driftless.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * A pod template, as far as injection depends on it.
 *
 * @param annotations those of Istio, Prometheus, Kubernetes' {@code restartedAt}, Driftless and Kyma; no others
 * @param ownProxy    a container {@code istio-proxy} that the template itself brings along
 * @param proxyConfig annotation {@code proxy.istio.io/config}, parsed; empty if absent
 * @param nodeName    of a template that is bound to a node; else empty
 * @param digest      fingerprint of the whole template without the annotations that mark a restart: it changes exactly
 *                    when its owner changes it
 * @param body        the whole template as JSON, to ask the API server what it would make of it; empty for a template
 *                    that was read off a pod
 * @param images      of the containers by their names, without that of an own proxy
 */
public record TemplateFacts(Map<String, String> labels, Map<String, String> annotations, boolean hostNetwork,
    Optional<OwnProxy> ownProxy, Optional<Parsed> proxyConfig, String nodeName, String digest, String body,
    Map<String, String> images) {}
