package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.CONTROLLER_REVISIONS;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static dev.driftless.sim.store.ResourceTypes.STATEFUL_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class StatefulSetTest {

  private final SimCluster cluster = new SimCluster();

  private void created(String spec) {
    ObjectNode set = SimCluster.workload("db", 3);
    ObjectNode wanted = Read.object(set, "spec").deepCopy();
    wanted.setAll(SimCluster.json(spec));
    cluster.create(STATEFUL_SETS, Json.with(set, wanted, "spec"));
  }

  private String revision(String pod) {
    return Read.text(Read.labels(cluster.get(PODS, pod)), "controller-revision-hash");
  }

  private String status(String field) {
    return Read.text(cluster.status(STATEFUL_SETS, "db"), field);
  }

  private void setImage(String image) {
    cluster.patch(STATEFUL_SETS, "db",
        "{spec: {template: {spec: {containers: [{name: app, image: \"IMAGE\"}]}}}}".replace("IMAGE", image));
  }

  @Test
  void each_pod_waits_until_the_one_before_is_ready() {
    created("{}");
    List<Integer> ahead = cluster.during(30, () -> cluster.pods().size() - cluster.readyPods().size());

    assertThat(cluster.podNames()).containsExactly("db-0", "db-1", "db-2");
    assertThat(cluster.readyPods()).hasSize(3);
    assertThat(Collections.max(ahead)).isEqualTo(1);
    assertThat(cluster.status(STATEFUL_SETS, "db")).isEqualTo(SimCluster.json("""
        {observedGeneration: 1, replicas: 3, readyReplicas: 3, currentReplicas: 3, updatedReplicas: 3,
         availableReplicas: 3, collisionCount: 0, currentRevision: "REV", updateRevision: "REV"}
        """.replace("REV", revision("db-0"))));
  }

  @Test
  void parallel_ones_do_not_wait() {
    created("{podManagementPolicy: Parallel}");
    List<Integer> ahead = cluster.during(30, () -> cluster.pods().size() - cluster.readyPods().size());

    assertThat(Collections.max(ahead)).isEqualTo(3);
    assertThat(cluster.readyPods()).hasSize(3);
  }

  @Test
  void a_rollout_goes_from_the_highest_number_down_one_at_a_time() {
    created("{}");
    cluster.run(30);
    String before = revision("db-0");

    cluster.restart(STATEFUL_SETS, "db");
    List<String> deleted = new ArrayList<>();
    Runnable end = cluster.store.subscribe(event -> {
      if (event.resource() == PODS && event.before() != null && Read.deleting(event.object())
          && !Read.deleting(event.before())) {
        deleted.add(event.name().name() + " of " + cluster.readyPods().size());
      }
    });
    cluster.run(2);
    assertThat(status("currentRevision")).isEqualTo(before);
    assertThat(status("updateRevision")).isNotEqualTo(before);
    cluster.run(58);
    end.run();

    assertThat(deleted).containsExactly("db-2 of 2", "db-1 of 2", "db-0 of 2");
    assertThat(status("currentRevision")).isEqualTo(status("updateRevision")).isNotEqualTo(before);
    assertThat(cluster.list(CONTROLLER_REVISIONS)).hasSize(2);
  }

  @Test
  void pods_below_the_partition_keep_their_revision_even_if_they_are_made_anew() {
    created("{updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}}");
    cluster.run(30);
    String before = revision("db-0");
    ObjectNode untouched = cluster.get(PODS, "db-1");
    cluster.restart(STATEFUL_SETS, "db");
    cluster.run(30);
    assertThat(cluster.get(PODS, "db-1")).isSameAs(untouched);

    cluster.delete(PODS, "db-0");
    cluster.run(30);

    assertThat(revision("db-0")).isEqualTo(before);
    assertThat(revision("db-1")).isEqualTo(before);
    assertThat(revision("db-2")).isEqualTo(status("updateRevision")).isNotEqualTo(before);
    assertThat(status("currentRevision")).isEqualTo(before);
    assertThat(cluster.status(STATEFUL_SETS, "db").path("updatedReplicas").intValue()).isEqualTo(1);
  }

  @Test
  void on_delete_nothing_happens_until_somebody_deletes() {
    created("{updateStrategy: {type: OnDelete}}");
    cluster.run(30);
    String before = revision("db-0");
    cluster.restart(STATEFUL_SETS, "db");
    cluster.run(60);
    assertThat(revision("db-1")).isEqualTo(before);

    cluster.delete(PODS, "db-1");
    cluster.run(30);

    assertThat(revision("db-0")).isEqualTo(before);
    assertThat(revision("db-1")).isEqualTo(status("updateRevision")).isNotEqualTo(before);
  }

  @Test
  void it_is_wedged_behind_a_bad_pod_even_when_the_template_is_mended() {
    created("{}");
    cluster.run(30);
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:2"));
    setImage("app:2");
    cluster.run(30);
    setImage("app:3");
    cluster.run(600);
    String mended = status("updateRevision");
    assertThat(revision("db-2")).isNotEqualTo(mended);
    assertThat(cluster.readyPods()).hasSize(2);

    cluster.delete(PODS, "db-2");
    cluster.run(60);

    assertThat(cluster.readyPods()).hasSize(3);
    assertThat(List.of(revision("db-0"), revision("db-1"), revision("db-2"))).containsOnly(mended);
  }

  @Test
  void a_parallel_one_gets_over_a_bad_revision_on_its_own() {
    created("{podManagementPolicy: Parallel}");
    cluster.run(30);
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:2"));
    setImage("app:2");
    cluster.run(30);
    assertThat(cluster.readyPods()).hasSize(2);

    setImage("app:3");
    cluster.run(60);

    assertThat(cluster.readyPods()).hasSize(3);
    assertThat(List.of(revision("db-0"), revision("db-1"), revision("db-2"))).containsOnly(status("updateRevision"));
  }

  @Test
  void scaling_down_takes_the_highest_number_first() {
    created("{}");
    cluster.run(30);

    cluster.patch(STATEFUL_SETS, "db", "{spec: {replicas: 1}}");
    List<Integer> leaving = cluster.during(30, () -> (int) cluster.pods().stream().filter(Read::deleting).count());

    assertThat(cluster.podNames()).containsExactly("db-0");
    assertThat(Collections.max(leaving)).isEqualTo(1);
  }
}
