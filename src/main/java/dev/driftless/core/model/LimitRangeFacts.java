package dev.driftless.core.model;

import java.util.Set;

/**
 * A LimitRange, as far as it gives containers what they do not say themselves.
 *
 * @param defaults as {@code requests.cpu}, {@code limits.memory}
 */
public record LimitRangeFacts(String namespace, String name, Set<String> defaults) implements Facts {}
