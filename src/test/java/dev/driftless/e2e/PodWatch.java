package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A watch of all pods that remembers everything it saw and when. A pod without the label {@code app} is nobody's. */
final class PodWatch implements AutoCloseable {

  private static final Duration ROUNDED = Duration.ofSeconds(1);

  private final List<Sight> sights = new ArrayList<>();
  private final SharedIndexInformer<Pod> informer;

  /**
   * A pod as it was from a moment on.
   *
   * @param restartId of the restart that it was born by; empty if by none of Driftless
   * @param ready     and neither being deleted nor gone
   * @param readyBy   when it had got ready, however late that was seen here; the Kubernetes API rounds down to seconds
   * @param gone      or being deleted
   * @param images    container names and images
   */
  record Sight(Instant at, String namespace, String app, String name, String uid, String restartId, boolean ready,
      Instant readyBy, boolean gone, Map<String, String> images) {

    boolean isOf(Ref ref) {
      return namespace.equals(ref.namespace()) && app.equals(ref.name());
    }

    private static Sight of(Pod pod, boolean deleted) {
      boolean gone = deleted || pod.getMetadata().getDeletionTimestamp() != null;
      Instant now = Instant.now();
      Optional<Instant> ready = pod.getStatus() == null ? Optional.empty() : pod.getStatus().getConditions().stream()
          .filter(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"))
          .map(condition -> Instant.parse(condition.getLastTransitionTime()).plus(ROUNDED)).findFirst();
      return new Sight(now, pod.getMetadata().getNamespace(),
          pod.getMetadata().getLabels().getOrDefault(Workloads.APP, ""), pod.getMetadata().getName(),
          pod.getMetadata().getUid(), pod.getMetadata().getAnnotations().getOrDefault("driftless.dev/restart-id", ""),
          ready.isPresent() && !gone, ready.filter(now::isAfter).orElse(now), gone, PodWatch.images(pod));
    }
  }

  PodWatch(KubernetesClient client) {
    informer = client.pods().inAnyNamespace().inform(new ResourceEventHandler<>() {
      @Override
      public void onAdd(Pod pod) {
        saw(Sight.of(pod, false));
      }

      @Override
      public void onUpdate(Pod before, Pod pod) {
        saw(Sight.of(pod, false));
      }

      @Override
      public void onDelete(Pod pod, boolean stale) {
        saw(Sight.of(pod, true));
      }
    });
  }

  /** By container name, init containers included. */
  static Map<String, String> images(Pod pod) {
    Map<String, String> images = new TreeMap<>();
    Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .forEach((Container container) -> images.put(container.getName(), container.getImage()));
    return images;
  }

  /** The pods that a workload has now; not those that are being deleted. */
  List<Sight> now(Ref ref) {
    Map<String, Sight> latest = new LinkedHashMap<>();
    all().stream().filter(sight -> sight.isOf(ref)).forEach(sight -> latest.put(sight.uid(), sight));
    return latest.values().stream().filter(sight -> !sight.gone()).toList();
  }

  /** The smallest number of its pods that were ready at once after that moment. */
  int fewestReady(Ref ref, Instant since) {
    Set<String> ready = new HashSet<>();
    int fewest = Integer.MAX_VALUE;
    for (Sight sight : all().stream().filter(sight -> sight.isOf(ref)).toList()) {
      if (sight.ready()) {
        ready.add(sight.uid());
      } else {
        ready.remove(sight.uid());
      }
      fewest = sight.at().isAfter(since) ? Math.min(fewest, ready.size()) : fewest;
    }
    return fewest;
  }

  /** Everything seen, in order. */
  synchronized List<Sight> all() {
    return List.copyOf(sights);
  }

  @Override
  public void close() {
    informer.close();
  }

  private synchronized void saw(Sight sight) {
    sights.add(sight);
  }
}
