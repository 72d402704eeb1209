/**
 * The daemon as people get it, a jar in its own process, on a real control plane. {@link dev.driftless.e2e.Cluster}
 * starts that with the scripts of {@code src/e2e/cluster}; {@link dev.driftless.e2e.DaemonProcess} and {@link
 * dev.driftless.e2e.Plan} run the commands. Nothing here uses the daemon's own classes: what it did is read from the
 * API server's audit log ({@link dev.driftless.e2e.Audit}) and from a watch of our own ({@link
 * dev.driftless.e2e.PodWatch}), and what it should have found from dry runs ({@link dev.driftless.e2e.Oracle}). All
 * times are of one machine, so audit log and watch can be compared.
 *
 * <p>{@link dev.driftless.e2e.InjectorE2E} is about no daemon: there the simulated cluster's injector is held against
 * the real one.
 */
package dev.driftless.e2e;
