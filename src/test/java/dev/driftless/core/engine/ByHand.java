package dev.driftless.core.engine;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.Troubles;
import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload of strategy OnDelete in a {@link World}, with what its controller does when a pod of it is evicted. */
final class ByHand {

  static final String NEW = "1.32.0";

  final World world;
  final WorkloadRef ref;
  private int born;

  ByHand(World world, String name, int size) {
    this.world = world;
    this.ref = world.workload("shop", name, size, "1.31.2");
    world.strategy(ref, Strategy.ON_DELETE);
  }

  /** The pod is on its way out. */
  Answer.Accepted evict(Effect.Evict effect) {
    PodFacts pod = pod(effect.pod().name());
    if (!pod.uid().equals(effect.pod().uid()) || !pod.resourceVersion().equals(effect.pod().resourceVersion())) {
      throw new AssertionError("another pod: " + effect);
    }
    world.lose(ref, pod.name());
    available(-1);
    return new Answer.Accepted("");
  }

  /** A new pod takes the place of the one that went; it has no sidecar if there is no tag. */
  void replace(String name, String tag, Instant now, boolean ready) {
    Optional<Instant> since = ready ? Optional.of(now) : Optional.empty();
    PodFacts sibling = world.pods(ref).getFirst();
    born++;
    world.put(ref, new PodFacts(ref.namespace(), name, "born-" + born, "n" + born, now, sibling.owner(),
        new PodShape(sibling.shape().labels(), tag.isEmpty() ? Optional.empty()
            : Optional.of(Proxies.plain("docker.io/istio/proxyv2:" + tag, "default")), "", Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, since, false,
            Troubles.waiting(ready ? "" : "istio-proxy: ImagePullBackOff"))));
    if (ready) {
      available(1);
    }
  }

  /** That very pod does not get on any more. */
  void crash(String name) {
    PodFacts pod = pod(name);
    world.put(ref, new PodFacts(pod.namespace(), name, pod.uid(), pod.resourceVersion() + "c", pod.createdAt(),
        pod.owner(), pod.shape(), new PodState(PodPhase.RUNNING, Optional.empty(), false,
            Troubles.waiting("app: CrashLoopBackOff"))));
    available(-1);
  }

  private void available(int more) {
    Replicas old = world.facts(ref).replicas();
    world.replicas(ref, new Replicas(old.desired(), old.current(), old.updated() + more, old.available() + more, true));
  }

  PodFacts pod(String name) {
    return world.pods(ref).stream().filter(pod -> pod.name().equals(name)).findFirst().orElseThrow();
  }

  /** The only write since the last call. */
  static <T extends Effect.Write> T only(Daemon daemon, Class<T> type) {
    List<Effect.Write> writes = daemon.written();
    if (writes.size() != 1 || !type.isInstance(writes.getFirst())) {
      throw new AssertionError("not one " + type.getSimpleName() + ": " + writes);
    }
    return type.cast(writes.getFirst());
  }

  /** Everything until the marks are on it: the eviction for show was accepted, and so are the marks. */
  Effect.Mark begin(Daemon daemon) {
    daemon.settled();
    return marked(daemon);
  }

  /** The same for a workload of which it is known that its turn is now. */
  Effect.Mark marked(Daemon daemon) {
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Accepted(""));
    daemon.tick();
    Effect.Mark mark = only(daemon, Effect.Mark.class);
    daemon.answer(mark, world.apply(mark));
    daemon.tick();
    return mark;
  }

  /** The eviction that was decided is done, and its replacement is ready after a while. */
  Effect.Evict next(Daemon daemon) {
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, evict(evict));
    daemon.tick();
    daemon.later(Duration.ofSeconds(20));
    replace(evict.pod().name(), NEW, daemon.now(), true);
    daemon.synced().tick();
    return evict;
  }
}
