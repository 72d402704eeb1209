package dev.driftless.edge.kube;

import dev.driftless.bench.Population;
import dev.driftless.core.engine.DriftedShop;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.Serialization;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Heap that each of 100,000 pods takes once 3,000 Deployments and their 30,000 ReplicaSets are there: in the store of
 * the informer, the inventory and all that the engine knows of workloads. The peer is the store that fabric8's informer
 * has by default, with 2,000 whole Pods. To be at most 0.6 KB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class PodHeapBenchmark {

  private static final int WHOLE_PODS = 2_000;

  private final Population population = new Population();
  private final List<Object> kept = new ArrayList<>();

  @Setup(Level.Iteration)
  public void nothing() {
    kept.clear();
  }

  @Benchmark
  public Object cached() {
    Engine engine = new Engine(DriftedShop.OBSERVING, DriftedShop.START);
    kept.add(engine);
    List<Watched<?, ?>> all = Catalogue.of("istio-system");
    all.stream().filter(watched -> watched.resource() != Resource.PODS).forEach(watched -> list(watched, engine));
    tick(engine);
    long before = heap();
    System.out.printf("%.1f MB without pods, ", before / 1024.0 / 1024);
    all.stream().filter(watched -> watched.resource() == Resource.PODS).forEach(watched -> list(watched, engine));
    tick(engine);
    long after = heap();
    System.out.printf("%.1f MB with pods, %.3f KB of heap for each pod, workloads: %s, ", after / 1024.0 / 1024,
        (after - before) / 1024.0 / Population.PODS, engine.census().workloads());
    return kept;
  }

  private static void tick(Engine engine) {
    engine.informers(DriftedShop.synced(DriftedShop.START));
    engine.tick(DriftedShop.START);
  }

  private <T extends LeanObject, L extends KubernetesResourceList<T>> void list(Watched<T, L> watched, Engine engine) {
    KubernetesSerialization lean = Serialization.lean();
    ItemStore<T> store = new KeyStore<>(watched.blank());
    kept.add(store);
    population.of(watched.resource()).forEach(json -> {
      T object = lean.unmarshal(json, watched.type());
      store.put(store.getKey(object), object);
      Change change = watched.change(object);
      engine.observe(List.of(change), DriftedShop.START);
    });
  }

  @Benchmark
  public Object wholePods() {
    KubernetesSerialization whole = new KubernetesSerialization();
    CacheImpl<Pod> store = new CacheImpl<>();
    kept.add(store);
    long before = heap();
    for (int i = 0; i < WHOLE_PODS; i++) {
      store.put(whole.unmarshal(population.pod(i, i, true), Pod.class));
    }
    System.out.printf("%.1f KB of heap for each pod, ", (heap() - before) / 1024.0 / WHOLE_PODS);
    return kept;
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
