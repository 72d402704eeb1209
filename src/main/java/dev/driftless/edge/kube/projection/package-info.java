/**
 * From lean API objects to facts: one projector per resource, each a pure function of one object. What an object says
 * of something else (an owner, a namespace) is left for the inventory to look up. What does not matter to us projects
 * to nothing. What cannot be read inside an object becomes {@link dev.driftless.core.model.Parsed.Unreadable}, with the
 * place, so that the core can say so.
 *
 * <p>{@link dev.driftless.edge.kube.projection.Interner} makes equal shapes one object, so that thousands of pods of
 * one template cost as much as one.
 */
package dev.driftless.edge.kube.projection;
