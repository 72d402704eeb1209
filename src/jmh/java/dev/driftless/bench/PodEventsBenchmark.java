package dev.driftless.bench;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.DriftedShop;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.AlertState;
import dev.driftless.edge.kube.OfflineEdge;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.Serialization;
import dev.driftless.edge.kube.projection.Interner;
import dev.driftless.edge.kube.projection.Projector;
import dev.driftless.edge.kube.projection.Projectors;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.loop.Mailbox;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Watch events of pods in a second on one thread, by each of which a pod becomes ready or ceases to be: through
 * projector and mailbox to the engine, which has 100,000 pods of 3,000 Deployments and is turned once for 500 events;
 * and the same from the JSON. The first peer only reads the JSON into the lean class, the second one into fabric8's
 * whole Pod, and neither does anything with it. Projector and engine are to take in at least 20,000.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class PodEventsBenchmark {

  private static final int BATCH = 500;
  private static final int BATCHES = 4;

  private final KubernetesSerialization lean = Serialization.lean();
  private final KubernetesSerialization whole = new KubernetesSerialization();
  private final Projector<LeanPod> projector = Projectors.pods(new Interner());
  private final List<String> events = new ArrayList<>();
  private final List<LeanPod> pods = new ArrayList<>();
  private final Mailbox mailbox = new Mailbox(() -> { });
  private final Driver driver = new Driver(new Engine(DriftedShop.OBSERVING, DriftedShop.START), mailbox,
      new Driver.Ports(this::now, () -> DriftedShop.synced(now()), () -> AlertState.NOTHING, facts -> { },
          new Driver.Effectors(effect -> new Answer.Failed("never"), effect -> new ProofAnswer.Failed("never"),
              memory -> { }), Runnable::run));
  private Instant now = DriftedShop.START;
  private boolean filled;
  private int next;

  private Instant now() {
    return now;
  }

  @Setup
  public void events() {
    Population population = new Population();
    for (int i = 0; i < BATCHES * BATCH; i++) {
      boolean ready = i >= BATCHES * BATCH / 2;
      String pod = population.pod(i * 37 % (BATCHES * BATCH / 2), 2_000_000 + i, ready);
      events.add("{\"type\":\"MODIFIED\",\"object\":" + pod + "}");
    }
    System.out.printf("%d characters in an event, ", events.getFirst().length());
  }

  /** Only where there is need of it, for it takes long. */
  private void fill() {
    filled = true;
    Population population = new Population();
    OfflineEdge.readers("istio-system").forEach(reader ->
        population.of(reader.resource()).map(reader::change).forEach(mailbox::offer));
    driver.turn();
    System.out.printf("workloads: %s, ", driver.census().workloads());
  }

  private <T> List<T> batch(List<T> from) {
    next = (next + BATCH) % from.size();
    return from.subList(next, next + BATCH);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void throughTheEngine() {
    if (!filled) {
      fill();
    }
    batch(events).forEach(event -> offer(read(event)));
    turn();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void projectorAndEngine() {
    if (pods.isEmpty()) {
      fill();
      events.forEach(event -> pods.add(read(event)));
    }
    batch(pods).forEach(this::offer);
    turn();
  }

  private LeanPod read(String event) {
    return (LeanPod) lean.unmarshal(event, WatchEvent.class).getObject();
  }

  private void offer(LeanPod pod) {
    ObjectKey key = new ObjectKey(Resource.PODS, pod.namespace(), pod.name());
    mailbox.offer(new Change.Observed(key, projector.project(pod).orElseThrow()));
  }

  private void turn() {
    now = now.plusMillis(20);
    driver.turn();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int onlyRead() {
    return read(lean);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int onlyReadWhole() {
    return read(whole);
  }

  private int read(KubernetesSerialization serialization) {
    int hash = 0;
    for (String event : batch(events)) {
      hash += System.identityHashCode(serialization.unmarshal(event, WatchEvent.class).getObject());
    }
    return hash;
  }
}
