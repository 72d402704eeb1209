/**
 * The demo: a simulated cluster and the daemon in one process, and a view of what happens. The only place that knows of
 * {@code dev.driftless.sim}. What it shows of the daemon it has from the daemon's facts and counts, as any other
 * subscriber of the bus; what it shows at the end is made of the same.
 */
package dev.driftless.cli.demo;
