package dev.driftless.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * The container {@code istio-proxy} of a pod that carries {@code sidecar.istio.io/status}: only such pods were
 * injected. Static gateways, Gateway API proxies, waypoints and ztunnel carry none and are not ours to judge.
 *
 * @param image     as in {@code spec}; the runtime may rewrite the one in {@code status}
 * @param revision  {@code revision} of the status annotation; empty if it names none
 * @param resources as the API server defaulted them
 * @param settings  what injection has told the proxy, as canonical texts by name; empty if its variable
 *                  {@code PROXY_CONFIG} is missing or cannot be read
 */
public record Proxy(ContainerKind container, String image, String revision, InitKind init, Resources resources,
    Scraping scraping, Optional<Map<String, String>> settings) {}
