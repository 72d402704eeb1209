package dev.driftless.core.engine;

import dev.driftless.config.TreeReader;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Policy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * 100,000 pods of 3,000 workloads, judged anew after the injector's configuration changed. The peer compares the image
 * of each pod with one that it is told, and nothing else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReevaluationBenchmark {

  private static final int NAMESPACES = 60;
  private static final int WORKLOADS = 3_000;
  private static final int PODS = 100_000;

  private final Narrator narrator = new Narrator();
  private final World world = new World();
  private final List<Change> changes = new ArrayList<>();
  private final List<PodFacts> pods = new ArrayList<>();
  private Register register;
  private Instant now = World.START;
  private int upgrades;

  private Register register() {
    Policy policy = Daemon.policy(dev.driftless.core.plan.Mode.ENFORCE, Daemon.limits(1, 1, 1));
    return new Register(() -> policy, narrator, new Proofs(() -> policy), new Campaigns());
  }

  @Setup
  public void cluster() throws IOException {
    for (int i = 0; i < NAMESPACES; i++) {
      world.namespace("team-" + i);
    }
    for (int i = 0; i < WORKLOADS; i++) {
      WorkloadRef ref = world.workload("team-" + i % NAMESPACES, "web-" + i, 0, "1.30.3");
      pods(ref, PODS / WORKLOADS + (i < PODS % WORKLOADS ? 1 : 0));
    }
    world.istiod("1.32.1", true);
    changes.add(injector(0));
    changes.add(injector(1));
    mesh();
    register = register();
    register.observe(world.news(), now);
    register.observe(changes, now);
    register.refresh(now);
  }

  private void pods(WorkloadRef ref, int size) {
    PodShape shape = new PodShape(Map.of("app", ref.name()),
        Optional.of(Proxies.plain("docker.io/istio/proxyv2:1.30.3", "default")), "", Optional.empty(), Map.of());
    for (int i = 0; i < size; i++) {
      PodFacts pod = new PodFacts(ref.namespace(), ref.name() + "-" + i, ref.uid() + "-" + i, "1", World.START,
          Optional.of(new OwnerLink(Kind.DAEMON_SET, ref.name(), ref.uid())), shape,
          new PodState(PodPhase.RUNNING, Optional.of(World.START), false, Optional.empty()));
      pods.add(pod);
      world.observe(Resource.PODS, ref.namespace(), pod.name(), pod);
    }
  }

  private static Change injector(int patch) throws IOException {
    JsonNode data = fixture("configmap-injector-default.yaml");
    String values = data.path("values").asString().replace("1.30.3", "1.32." + patch);
    return new Change.Observed(new ObjectKey(Resource.MESH_CONFIG_MAPS, "istio-system", "istio-sidecar-injector"),
        new InjectorFacts("istio-sidecar-injector", "default", TreeReader.yaml(data.path("config").asString()),
            TreeReader.yaml(values)));
  }

  private void mesh() throws IOException {
    world.observe(Resource.MESH_CONFIG_MAPS, "istio-system", "istio", new MeshConfigFacts("istio", "default",
        TreeReader.yaml(fixture("configmap-mesh.yaml").path("mesh").asString())));
  }

  private static JsonNode fixture(String name) throws IOException {
    try (InputStream file = ReevaluationBenchmark.class.getResourceAsStream("/istio/" + name)) {
      return new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(file).next().path("data");
    }
  }

  @Benchmark
  public int afterAChangeOfTheInjector() {
    now = now.plusSeconds(1);
    register.observe(List.of(changes.get(upgrades++ % 2)), now);
    register.refresh(now);
    return narrator.take().size();
  }

  @Benchmark
  public int imagesOnly() {
    int drifted = 0;
    String wanted = "docker.io/istio/proxyv2:1.32." + upgrades++ % 2;
    for (PodFacts pod : pods) {
      drifted += pod.shape().proxy().filter(proxy -> proxy.image().equals(wanted)).isPresent() ? 0 : 1;
    }
    return drifted;
  }

  @Benchmark
  public int afterAChangeElsewhere() {
    register.observe(List.of(new Change.Observed(
        new ObjectKey(Resource.MESH_CONFIG_MAPS, "istio-system", "istio-sidecar-injector-canary"),
        new InjectorFacts("istio-sidecar-injector-canary", "canary", TreeReader.yaml("policy: enabled"),
            TreeReader.yaml("global: {tag: 1.32." + upgrades++ % 2 + "}")))), now);
    register.refresh(now);
    return register.all().size();
  }
}
