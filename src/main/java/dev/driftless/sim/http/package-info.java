/**
 * The simulated API server over HTTP, in real time: what kubectl, fabric8 and curl talk to. One verticle, and so one
 * event loop, owns the whole cluster: each request first lets everything happen in the cluster that is due by now, and
 * is then answered without waiting for anything. The header Date, ages and the audit log tell the cluster's time.
 *
 * <p>Everybody is let in and may do everything: a bearer token is taken for the name of the user. Bodies are JSON or
 * YAML, answers are JSON. Refused with a Status, never taken for something else: bodies in protobuf (so {@code kubectl
 * create deployment} and {@code kubectl create configmap}, which send nothing else, do not work; {@code kubectl create
 * -f} does), server-side apply, aggregated discovery, logs, exec and proxies. {@code kubectl explain} knows no fields.
 * Table columns have no descriptions, and all but the usual types have name and age only. Each group has one version
 * only: {@code autoscaling} the second.
 *
 * <p>Not there, though in the real one: paths of the old kind of watch ({@code /api/v1/watch/pods}: 404), the
 * subresources {@code resize} and {@code ephemeralcontainers} of pods (404), answers in YAML, in protobuf and as
 * {@code PartialObjectMetadata} (406). Not looked at: {@code fieldManager}, and how long a body is: the real one takes
 * 3 MiB. Of several wrong options of a request one is told. An Event without a {@code deprecatedSource} is shown
 * without one, there with an empty one. A version of one object that is yet to come is refused at once, there after
 * three seconds. A deletion of many takes no notice of {@code limit} and {@code continue}.
 *
 * <p>A watch comes as one long answer, or over a WebSocket if the client asks for one. As in the real one, a watch
 * whose client does not read is ended: here when 1,000 changes wait for it after what it was told first. Whoever reads
 * on gets what was written until then, and can watch again from there.
 */
package dev.driftless.sim.http;
