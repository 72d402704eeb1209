/**
 * Seeded lives of whole clusters under virtual time. A {@link dev.driftless.simulation.Run} is one seed: a {@link
 * dev.driftless.simulation.Population} of workloads, one or two {@link dev.driftless.simulation.SimulatedDaemon}s made
 * of the real Driver, Engine, Elector and projectors, and a {@link dev.driftless.simulation.Life} of upgrades, people
 * and faults. Every {@link dev.driftless.simulation.Invariant} looks at the API server's own objects, at each write as
 * it arrives, and at each fact as it is told. What fails is shortened until every part left in it matters.
 *
 * <p>Whether the invariants can see is tested as well: a {@link dev.driftless.simulation.Fault} is wrong in one
 * respect, planted from out here through the ports of the daemon, and {@code PlantedFaultsTest} fails unless the
 * invariant that it breaks reports it.
 */
package dev.driftless.simulation;
