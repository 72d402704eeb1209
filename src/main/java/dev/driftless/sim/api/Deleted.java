package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a deletion.
 *
 * @param object as it is now, or as it was at its end
 * @param gone   whether it does not exist any more, or would not if it were no dry run
 */
public record Deleted(ObjectNode object, boolean gone) {}
