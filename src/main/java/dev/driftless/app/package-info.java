/**
 * Wiring: which parts a daemon is made of, in which order they start and stop, and what logs look like. No decision is
 * taken here.
 */
package dev.driftless.app;
