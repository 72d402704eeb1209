package dev.driftless.core.model;

/**
 * The ConfigMap {@code istio[-REVISION]} of the mesh namespace.
 *
 * @param revision {@code default} for the one without a suffix
 * @param mesh     key {@code mesh}: the MeshConfig
 */
public record MeshConfigFacts(String name, String revision, Parsed mesh) implements Facts {}
