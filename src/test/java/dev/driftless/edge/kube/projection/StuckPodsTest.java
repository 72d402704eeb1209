package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.stuck.Diagnosis;
import dev.driftless.core.stuck.Finding;
import dev.driftless.core.stuck.PodDiagnosis;
import dev.driftless.core.stuck.Refusal;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.LeanReplicaSet;
import dev.driftless.edge.kube.lean.LeanReplicationController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with pods of given statuses, from the object as the API server gives it to the diagnosis. */
class StuckPodsTest {

  private final PodProjector projector = new PodProjector(new Interner());

  /** One document of the file. */
  record Case(String name, String expect, String yaml) {

    static Case of(String document) {
      return new Case(comment(document, "# "), comment(document, "# expect: "), document);
    }

    private static String comment(String document, String begin) {
      return document.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow()
          .substring(begin.length());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return cases("/stuck/pods.yaml");
  }

  static List<Case> owners() {
    return cases("/stuck/owners.yaml");
  }

  private static List<Case> cases(String file) {
    try (InputStream in = StuckPodsTest.class.getResourceAsStream(file)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split("(?m)^---$")).skip(1).map(Case::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Finding> diagnose(LeanPod pod) {
    PodFacts facts = (PodFacts) projector.project(pod).orElseThrow();
    return PodDiagnosis.of(facts);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void each_has_its_diagnosis(Case one) {
    String found = diagnose(Objects.object(LeanPod.class, one.yaml()))
        .map(finding -> finding.diagnosis() + " " + finding.owner()).orElse("none");

    assertThat(found).isEqualTo(one.expect());
  }

  @ParameterizedTest
  @MethodSource("owners")
  void so_has_each_owner_whose_pods_are_not_made(Case one) {
    WorkloadFacts facts = (WorkloadFacts) owner(one.yaml()).orElseThrow();

    assertThat(Refusal.of(facts).map(finding -> finding.diagnosis() + " " + finding.owner()).orElse("none"))
        .isEqualTo(one.expect());
    Refusal.of(facts).ifPresent(finding -> {
      assertThat(one.yaml()).contains(finding.evidence());
      assertThat(finding.since()).isEqualTo(Instant.parse("2026-11-01T09:00:00Z"));
    });
  }

  private static Optional<Facts> owner(String yaml) {
    String kind = Case.comment(yaml, "kind: ");
    return switch (kind) {
      case "Deployment" -> Projectors.deployments().project(Objects.object(LeanDeployment.class, yaml));
      case "ReplicaSet" -> Projectors.replicaSets().project(Objects.object(LeanReplicaSet.class, yaml));
      case "ReplicationController" -> Projectors.replicationControllers()
          .project(Objects.object(LeanReplicationController.class, yaml));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @Test
  void each_diagnosis_has_a_case() {
    Set<String> told = Stream.concat(cases().stream(), owners().stream()).map(one -> one.expect().split(" ")[0])
        .collect(Collectors.toSet());

    assertThat(told).containsAll(Stream.of(Diagnosis.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pod-sidecar-native-1.30.3", "pod-sidecar-classic-1.26.2", "pod-gateway-injected-1.26.2",
      "pod-gateway-static-kyma", "pod-waypoint-1.30.3", "pod-ztunnel-1.30.3", "pod-missing-sidecar"})
  void nothing_is_wrong_with_a_pod_that_runs_well(String fixture) {
    assertThat(diagnose(Objects.fixture(LeanPod.class, fixture))).isEmpty();
  }

  @Test
  void the_evidence_is_what_the_kubelet_says() {
    assertThat(diagnose(Objects.fixture(LeanPod.class, "pod-broken-cni-validation")).orElseThrow().text())
        .isEqualTo("NETWORK_NOT_SET_UP: container istio-validation: CrashLoopBackOff: back-off 40s restarting failed"
            + " container=istio-validation; last ended with exit code 126 (Error)");
  }
}
