/**
 * The story of one workload, for those who develop it: whether it should have a sidecar and which rule says so, what
 * its pods have, what a new one would get, and what happens about the difference. Everything is told in the words of the
 * code that decides ({@code core}); nothing is decided here.
 */
package dev.driftless.cli.explain;
