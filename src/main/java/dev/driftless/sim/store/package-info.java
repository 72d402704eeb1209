/**
 * What etcd and the watch cache are to a real API server: objects, one revision for all of them, and the last changes
 * in order. Stored JSON is never changed, only replaced: so parts of it are shared between objects, old versions and
 * everybody who looks.
 */
package dev.driftless.sim.store;
