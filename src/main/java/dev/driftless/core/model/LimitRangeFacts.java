package dev.driftless.core.model;

/**
 * A LimitRange, as far as it gives containers what they do not say themselves.
 *
 * @param defaults what a container gets that names neither requests nor limits
 */
public record LimitRangeFacts(String namespace, String name, Resources defaults) implements Facts {}
