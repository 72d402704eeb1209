/**
 * Everything that talks to the Kubernetes API. {@link dev.driftless.edge.kube.Connection} is the way there;
 * {@link dev.driftless.edge.kube.Watches} and {@link dev.driftless.edge.kube.Lister} turn what is there into changes,
 * through the same projectors; {@link dev.driftless.edge.kube.KubeWriter} performs restarts and
 * {@link dev.driftless.edge.kube.KubeProver} dry runs, each as one request without retries, and only if the fence of
 * the {@link dev.driftless.edge.kube.lease lease} lets it through.
 *
 * <p>The facts in the core are the only copy of the cluster: fabric8's informers keep names and resource versions
 * ({@link dev.driftless.edge.kube.KeyStore}), and nothing here remembers what it has sent. Whether a change changes
 * anything is for the inventory to say, which has the facts to compare with.
 */
package dev.driftless.edge.kube;
