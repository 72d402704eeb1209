package dev.driftless.core.model;

/**
 * The ConfigMap {@code istio-sidecar-injector[-REVISION]} of the mesh namespace.
 *
 * @param revision {@code default} for the one without a suffix
 * @param config   key {@code config}, with fingerprints for the bodies of its templates
 * @param values   key {@code values}
 */
public record InjectorFacts(String name, String revision, Parsed config, Parsed values) implements Facts {}
