package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan of a cluster with many pods asks as often as there are kinds and pages, not as there are workloads. */
class PlanScaleIT {

  private static final int NAMESPACES = 4;
  private static final int WORKLOADS = 50;
  private static final int REPLICAS = 20;
  private static final int PAGE = 100;
  private static final String CONFIG = "apiVersion: driftless.dev/v1alpha1\nkind: DriftlessConfig\n";

  /** Pods of several templates at once; nothing else has more objects than fit on a page. */
  private static final Set<String> LONG = Set.of("pods");
  private static final Set<String> KINDS = Set.of("namespaces", "pods", "deployments", "statefulsets", "daemonsets",
      "replicasets", "replicationcontrollers", "poddisruptionbudgets", "mutatingwebhookconfigurations", "configmaps",
      "endpointslices", "nodes", "limitranges", "proxyconfigs");

  @RegisterExtension
  static final TestBed BED = new TestBed("plan-scale");

  @BeforeAll
  static void many_pods_of_an_old_mesh() {
    List<HasMetadata> objects = new ArrayList<>();
    for (int i = 0; i < NAMESPACES; i++) {
      objects.add(Workloads.namespace("team-" + i, Map.of("istio-injection", "enabled")));
    }
    for (int i = 0; i < WORKLOADS; i++) {
      objects.add(Workloads.deployment("team-" + i % NAMESPACES, "web-" + i, REPLICAS));
    }
    BED.populate(objects);
    BED.cluster().upgrade(Cluster.NEXT_TAG);
  }

  @Test
  void as_many_reads_as_kinds_and_pages() {
    Instant start = Instant.now();
    Plan plan = Plan.of(BED.cluster(), CONFIG);
    Duration took = Duration.between(start, Instant.now());

    List<AuditEvent> reads = BED.cluster().audit().ofDaemon().stream().filter(AuditEvent::isRead).toList();
    System.out.printf("plan of %d pods of %d workloads: %d reads, %d ms with the start of the program%n",
        WORKLOADS * REPLICAS, WORKLOADS, reads.size(), took.toMillis());
    assertThat(plan.workloads()).hasSize(WORKLOADS).allMatch(workload -> workload.verdict().equals("Drifted"));
    assertThat(reads).extracting(AuditEvent::verb).containsOnly("list");
    assertThat(reads).allMatch(read -> read.query().contains("limit=" + PAGE));
    List<AuditEvent> first = reads.stream().filter(read -> !isNextPage(read)).toList();
    assertThat(first.stream().map(AuditEvent::resource).collect(Collectors.toSet())).isEqualTo(KINDS);
    assertThat(first).as("the control planes are Deployments, too").hasSize(KINDS.size() + 1);
    List<AuditEvent> further = reads.stream().filter(PlanScaleIT::isNextPage).toList();
    assertThat(further.stream().map(AuditEvent::resource).collect(Collectors.toSet())).isEqualTo(LONG);
    assertThat(further).hasSizeLessThanOrEqualTo(WORKLOADS * REPLICAS / PAGE);
    assertThat(BED.cluster().audit().writesOfDaemon()).isEmpty();
  }

  private static boolean isNextPage(AuditEvent read) {
    return read.query().stream().anyMatch(part -> part.startsWith("continue="));
  }
}
