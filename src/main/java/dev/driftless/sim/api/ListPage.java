package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some of the objects that were asked for.
 *
 * @param revision  that they are of: a watch goes on from there
 * @param next      gets the next page; empty if this is the last
 * @param remaining objects on the pages after this one, if that is known
 */
public record ListPage(long revision, List<ObjectNode> items, String next, OptionalLong remaining) {}
