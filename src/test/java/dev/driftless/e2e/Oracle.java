package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is really drifted: asks the API server, and so the real injector, for a new pod of every template by a dry run,
 * and compares it with those that run.
 */
final class Oracle {

  private final KubernetesClient client;
  private final Fleet fleet;
  private final PodWatch pods;

  Oracle(KubernetesClient client, Fleet fleet, PodWatch pods) {
    this.client = client;
    this.fleet = fleet;
    this.pods = pods;
  }

  /** The workloads with a running pod whose containers or images differ from a new one's. */
  Set<Ref> drifted() {
    return fleet.refs().stream().filter(ref -> {
      Map<String, String> expected = expected(ref);
      return running(ref).stream().anyMatch(images -> !images.equals(expected));
    }).collect(Collectors.toSet());
  }

  private List<Map<String, String>> running(Ref ref) {
    List<PodWatch.Sight> running = pods.now(ref);
    if (running.isEmpty()) {
      throw new IllegalStateException("no pod of " + ref);
    }
    return running.stream().map(PodWatch.Sight::images).toList();
  }

  private Map<String, String> expected(Ref ref) {
    Pod pod = Workloads.pod(ref.namespace(), "oracle", fleet.template(ref));
    return PodWatch.images(client.resource(pod).dryRun().create());
  }
}
