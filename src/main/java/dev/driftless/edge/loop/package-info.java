/**
 * Drives the engine: everything that happens reaches it through one mailbox and one thread, and everything it wants is
 * recorded before it is done. The {@link dev.driftless.edge.loop.Driver} is plain Java over a few ports, so that the
 * same code can run against a simulated cluster; the verticle only calls it. A replica that does not lead turns as
 * well, and neither records nor acts.
 */
package dev.driftless.edge.loop;
