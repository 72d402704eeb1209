package dev.driftless.sim.api.schema;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * An object as Go's types can hold it.
 *
 * @param object  the given one if it had known fields only, otherwise a copy without the others
 * @param unknown paths of those that it does not have: {@code spec.containers[0].imag}
 */
public record Decoded(ObjectNode object, List<String> unknown) {}
