/**
 * What was observed, as immutable values. A projector at the edge makes {@link dev.driftless.core.model.Facts} of one
 * API object and nothing else; a fact that could not be read is a fact too (see {@link
 * dev.driftless.core.model.Parsed}), so that the core can say so instead of guessing. Nothing here decides anything.
 *
 * <p>No component is ever {@code null}: what may be absent is an {@link java.util.Optional} or an empty string, as
 * said.
 */
package dev.driftless.core.model;
