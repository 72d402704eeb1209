package dev.driftless.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A ProxyConfig of {@code networking.istio.io}.
 *
 * @param revision label {@code istio.io/rev}: the only one for which it counts; empty if it counts for all
 * @param selector {@code matchLabels} of its selector; empty if it has no selector. One without labels selects nothing
 * @param spec     without the selector
 */
public record ProxyConfigFacts(String namespace, String name, Instant createdAt, Optional<String> revision,
    Optional<Map<String, String>> selector, Tree spec) implements Facts {}
