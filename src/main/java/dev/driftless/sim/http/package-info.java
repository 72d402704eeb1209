/**
 * The simulated API server over HTTP, in real time: what kubectl, fabric8 and curl talk to. One verticle, and so one
 * event loop, owns the whole cluster: each request first lets everything happen in the cluster that is due by now, and
 * is then answered without waiting for anything.
 *
 * <p>Everybody is let in and may do everything: a bearer token is taken for the name of the user. Bodies are JSON or
 * YAML, answers are JSON; protobuf, server-side apply, aggregated discovery, logs, exec and proxies are refused. Unknown
 * fields are stored and not reported, whatever {@code fieldValidation} says, since there are no schemas.
 */
package dev.driftless.sim.http;
