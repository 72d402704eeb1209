package dev.driftless.core.drift;

import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.PodFacts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Judges one Deployment with five pods, of which two have an old proxy. The peer only compares the images with one that
 * it is told.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AssessmentBenchmark {

  private final Assessor assessor = new Assessor(Set.of());
  private final MeshFacts mesh = Subjects.mesh("1.32.0");
  private final Workload workload = Subjects.withPods(Subjects.deployment(false, Map.of(), Map.of()),
      Subjects.proxy("1.31.2"), Subjects.proxy("1.32.0"), Subjects.proxy("1.31.2"), Subjects.proxy("1.32.0"),
      Subjects.proxy("1.32.0"));
  private final Assessor.Context context =
      new Assessor.Context(Optional.of(Subjects.SHOP), mesh, MeshMemory.NOTHING);
  private final String image = "docker.io/istio/proxyv2:1.32.0";

  @Benchmark
  public Object assessed() {
    return assessor.assess(workload, context, Assessor.expect(workload, context), Optional.empty());
  }

  @Benchmark
  public int compared() {
    int drifted = 0;
    for (PodFacts pod : workload.pods()) {
      drifted += pod.shape().proxy().filter(proxy -> proxy.image().equals(image)).isPresent() ? 0 : 1;
    }
    return drifted;
  }
}
