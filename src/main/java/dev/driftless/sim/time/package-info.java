/** Time as a list of things to do. Nothing in the simulation reads a clock or sleeps. */
package dev.driftless.sim.time;
