/**
 * The rules of the API server over the {@link dev.driftless.sim.store store}: what a valid object is, who may overwrite
 * what, patches, preconditions, selectors, pages, admission, subresources, and the words of its errors. Plain calls on
 * one thread; HTTP is in front of it elsewhere.
 */
package dev.driftless.sim.api;
