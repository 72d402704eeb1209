package dev.driftless.core.model;

/**
 * The container {@code istio-proxy} of a pod that carries {@code sidecar.istio.io/status}: only such pods were
 * injected. Static gateways, Gateway API proxies, waypoints and ztunnel carry none and are not ours to judge.
 *
 * @param image    as in {@code spec}; the runtime may rewrite the one in {@code status}
 * @param revision {@code revision} of the status annotation; empty if it names none
 */
public record Proxy(ContainerKind container, String image, String revision) {}
