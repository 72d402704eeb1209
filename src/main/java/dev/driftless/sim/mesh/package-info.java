/**
 * The mesh of the simulated cluster. {@link dev.driftless.sim.mesh.PodWebhooks} is the API server's side: which webhooks
 * a new pod goes through, and what happens when one does not answer. {@link dev.driftless.sim.mesh.Istiods} are the
 * control planes behind them, one for each revision. {@link dev.driftless.sim.mesh.MeshInstaller} writes their objects as
 * the chart does.
 *
 * <p>An istiod decides whether to inject ({@link dev.driftless.sim.mesh.Decision}), lets a template say what
 * ({@link dev.driftless.sim.mesh.SidecarTemplate}, {@link dev.driftless.sim.mesh.GatewayTemplate}), merges that into the
 * pod and adds what no template says. Stored JSON is never changed, so equal parts of different pods are one object.
 *
 * <p>Held against a real istiod by {@code InjectorE2E}. Known differences, all on purpose:
 * <ul>
 * <li>The text of templates is not interpreted. Templates named {@code sidecar} and {@code gateway} are built in; a pod
 * that asks for any other that the ConfigMap has is refused, and the message says so.
 * <li>It behaves as istiod 1.31 and later, whatever its image says: how 1.26 read {@code sidecar.istio.io/inject}, and
 * how 1.30 read an empty image type, is not modelled.
 * <li>There are no {@code ProxyConfig} resources in this cluster; the levels are the mesh and the pod's annotation.
 * <li>Of annotations, only those that choose resources, interception and ports are checked as istiod does.
 * <li>Rare templating is left out: multus, LightStep, Datadog, custom bootstrap, user volumes, FIPS, trust bundles.
 * </ul>
 */
package dev.driftless.sim.mesh;
