/**
 * StatefulSets: pods with numbers, created in order and replaced in reverse order, one at a time. A pod that does not
 * get ready stops everything in a set with {@code OrderedReady}: so a set whose pods of a bad revision never get ready
 * stays with them also when the template is mended, until somebody deletes them. That is how the real one is.
 *
 * <p>Different from the real one: pods name their volume claims, which do not exist; {@code collisionCount} stays 0, as
 * a free name is looked for at once; {@code maxUnavailable} is ignored, as it is without its feature gate.
 */
package dev.driftless.sim.controllers.stateful;
