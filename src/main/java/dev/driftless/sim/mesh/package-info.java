/**
 * The mesh of the simulated cluster, plugged together by {@link dev.driftless.sim.mesh.Mesh}.
 * {@link dev.driftless.sim.mesh.PodWebhooks} is the API server's side: which webhooks a new pod goes through, and what
 * happens when one does not answer. {@link dev.driftless.sim.mesh.Istiods} are the control planes behind them, one for
 * each revision. {@link dev.driftless.sim.mesh.MeshInstaller} writes their objects as the chart does.
 *
 * <p>An istiod decides whether to inject ({@link dev.driftless.sim.mesh.Decision}), lets a template say what
 * ({@link dev.driftless.sim.mesh.SidecarTemplate}, {@link dev.driftless.sim.mesh.GatewayTemplate}), merges that into
 * the pod and adds what no template says ({@link dev.driftless.sim.mesh.Injector}). Stored JSON is never changed, and
 * equal parts of different pods are one object: 10,000 pods of 100 templates need 3 KB each, and an injection of a pod
 * like an earlier one 8 microseconds.
 *
 * <p>{@code InjectorE2E} holds it against a real istiod, 1.32 in the making: whole pods are compared, not only what the
 * daemon looks at. What it showed beyond the documentation: with {@code auto}, an istiod whose configuration gives the
 * cluster another name than its own {@code CLUSTER_ID} knows no nodes, so sidecars are classic; with TPROXY the proxy
 * runs as root whatever an own container says; a gateway, too, goes to the front if applications are to wait for it.
 *
 * <p>Differences, all on purpose:
 * <ul>
 * <li>The text of templates is not interpreted. Templates named {@code sidecar} and {@code gateway} are built in; a pod
 * that asks for any other that the ConfigMap has is refused, and the message says so.
 * <li>It behaves as istiod 1.31 and later, whatever its image says: how 1.26 read {@code sidecar.istio.io/inject}, how
 * 1.30 read an empty image type, and templates that an older istiod cannot run are not modelled.
 * <li>There are no {@code ProxyConfig} resources in this cluster; the levels are the mesh and the pod's annotation.
 * <li>Only annotations for resources, interception, ports and the proxy's configuration are checked; ports that cannot
 * be read are refused in shorter words, and YAML in the words of another parser. Several problems, and the names of
 * templates in a message, come in alphabetical order, where istiod's come in any.
 * <li>Rare templating is left out: multus, LightStep, Datadog, bootstrap overrides, user volumes, OpenTelemetry
 * attributes, FIPS, trust bundles, {@code /inject/cluster/...} paths.
 * <li>A configuration that cannot be read is survived by a restarted istiod too, which really would not start.
 * <li>Webhooks by URL or with {@code matchConditions} fail as if nobody answered.
 * </ul>
 */
package dev.driftless.sim.mesh;
