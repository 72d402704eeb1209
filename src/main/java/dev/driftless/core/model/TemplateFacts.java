package dev.driftless.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * A pod template, as far as injection depends on it.
 *
 * @param annotations   those of Istio, Kubernetes' {@code restartedAt}, Driftless and Kyma; no others
 * @param ownProxyImage image of a container {@code istio-proxy} that the template itself brings along
 * @param proxyConfig   annotation {@code proxy.istio.io/config}, parsed; empty if absent
 * @param digest        fingerprint of the whole template without the annotations that mark a restart: it changes
 *                      exactly when its owner changes it
 */
public record TemplateFacts(Map<String, String> labels, Map<String, String> annotations, boolean hostNetwork,
    Optional<String> ownProxyImage, Optional<Parsed> proxyConfig, String digest) {}
