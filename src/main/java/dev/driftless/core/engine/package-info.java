/**
 * The one place where state changes: {@code observe}, {@code answered}, {@code proved} and {@code tick} go in, {@link
 * dev.driftless.core.engine.Fact facts} and {@link dev.driftless.core.engine.Effect effects} come out. No threads, no
 * clock, no I/O: same inputs, same steps.
 */
package dev.driftless.core.engine;
