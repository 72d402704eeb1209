/**
 * Wiring: which parts a daemon is made of, in which order they start and stop, what leadership and another
 * configuration mean to them, and what logs look like; the look at one moment that {@code plan} and {@code explain}
 * rest on. No decision is taken here.
 */
package dev.driftless.app;
