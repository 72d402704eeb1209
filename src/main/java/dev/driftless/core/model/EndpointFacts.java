package dev.driftless.core.model;

/**
 * An EndpointSlice of the mesh namespace.
 *
 * @param service label {@code kubernetes.io/service-name}; empty if absent
 * @param ready   number of its endpoints that are ready
 */
public record EndpointFacts(String namespace, String name, String service, int ready) implements Facts {}
