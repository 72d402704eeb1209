/**
 * The daemon as people get it, a jar in its own process, on a whole cluster. Classes called {@code *IT} run on both
 * kinds of {@link dev.driftless.e2e.Cluster}: on the simulated one in every {@code mvn verify}, and on a real control
 * plane in the profile {@code e2e}; so what they show of the daemon is true on the real thing, and what the simulation
 * says of the daemon is the same. Classes called {@code *E2E} need the real one: it alone knows of rights, and {@link
 * dev.driftless.e2e.InjectorE2E} holds the simulated injector against the real one. {@link
 * dev.driftless.e2e.KilledLeaderE2E} would only take too long for {@code mvn verify}, and {@link
 * dev.driftless.e2e.KillIT} runs on the real one only when it is asked for by name.
 *
 * <p>{@link dev.driftless.e2e.ApiBehavioursIT}, {@link dev.driftless.e2e.DeploymentsIT} and {@link
 * dev.driftless.e2e.ControllersIT} are about no daemon: they hold the two clusters against each other.
 *
 * <p>{@link dev.driftless.e2e.DaemonProcess} and {@link dev.driftless.e2e.Plan} run the commands. Nothing here uses the
 * daemon's own classes: what it did is read from the API server's audit log ({@link dev.driftless.e2e.Audit}) and from
 * a watch of our own ({@link dev.driftless.e2e.PodWatch}), and what it should have found from dry runs ({@link
 * dev.driftless.e2e.Oracle}). All times are of one machine, so audit log and watch can be compared.
 */
package dev.driftless.e2e;
