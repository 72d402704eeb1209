package dev.driftless.sim.node;

import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.SimCluster;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

class KubeletsTest {

  private final SimCluster cluster = new SimCluster();

  private void pod(String annotations, String spec) {
    cluster.create(PODS, """
        {metadata: {name: p, annotations: {ANNOTATIONS}}, spec: {SPEC}}
        """.replace("ANNOTATIONS", annotations).replace("SPEC", spec));
  }

  private static String app() {
    return "containers: [{name: app, image: \"app:1\"}]";
  }

  private JsonNode status() {
    return cluster.status(PODS, "p");
  }

  private JsonNode container() {
    return status().path("containerStatuses").path(0);
  }

  @Test
  void a_pod_is_pending_then_runs_and_is_ready() {
    List<String> seen = new ArrayList<>();
    cluster.store.subscribe(event -> {
      if (event.resource() == PODS) {
        seen.add(PodState.phase(event.object()) + " " + PodState.ready(event.object()));
      }
    });
    pod("a: b", "containers: [{name: app, image: \"app:1\", readinessProbe: {initialDelaySeconds: 5}}]");
    cluster.run(4);
    assertThat(seen).containsExactly("Pending false", "Pending false", "Pending false", "Running false");
    assertThat(container()).isEqualTo(SimCluster.json("""
        {name: app, image: "app:1", imageID: "app:1", ready: false, started: true, restartCount: 0, lastState: {},
         state: {running: {startedAt: "TIME"}}}
        """.replace("TIME", Read.text(container(), "state", "running", "startedAt"))));
    cluster.run(6);

    assertThat(seen).last().isEqualTo("Running true");
    assertThat(Read.text(status(), "hostIP")).isEqualTo("192.168.0.3");
    assertThat(Read.text(status(), "podIP")).startsWith("10.");
    assertThat(status().path("conditions").valueStream()
        .map(each -> Read.text(each, "type") + Read.text(each, "status")))
        .containsExactly("PodReadyToStartContainersTrue", "InitializedTrue", "ContainersReadyTrue", "ReadyTrue",
            "PodScheduledTrue");
  }

  @Test
  void a_condition_keeps_its_time_until_its_status_is_another() {
    pod("e2e.driftless.dev/stage: slow", app());
    cluster.run(4);
    String initialized = Read.text(PodState.condition(cluster.get(PODS, "p"), "Initialized").orElseThrow(),
        "lastTransitionTime");
    assertThat(PodState.ready(cluster.get(PODS, "p"))).isFalse();
    cluster.run(10);

    assertThat(Read.text(PodState.condition(cluster.get(PODS, "p"), "Initialized").orElseThrow(), "lastTransitionTime"))
        .isEqualTo(initialized);
    assertThat(PodState.readySince(cluster.get(PODS, "p")).orElseThrow())
        .isBetween(SimCluster.START.plusSeconds(8), SimCluster.START.plusSeconds(10));
  }

  @Test
  void a_native_sidecar_runs_beside_the_containers_and_an_init_container_has_ended() {
    pod("a: b", """
        initContainers: [{name: init, image: "init:1"}, {name: proxy, image: "proxy:1", restartPolicy: Always}],
        containers: [{name: app, image: "app:1"}]
        """);
    cluster.run(5);

    JsonNode init = status().path("initContainerStatuses");
    assertThat(Read.text(init.path(0), "state", "terminated", "reason")).isEqualTo("Completed");
    assertThat(init.path(1).path("state").has("running")).isTrue();
    assertThat(Read.flag(init.path(1), "ready")).isTrue();
  }

  @Test
  void an_image_that_cannot_be_pulled_backs_off_until_it_can() {
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:1"));
    pod("a: b", app());
    cluster.run(5);
    assertThat(Read.text(container(), "state", "waiting", "reason")).isEqualTo("ErrImagePull");
    cluster.run(20);
    assertThat(Read.text(container(), "state", "waiting", "reason")).isEqualTo("ImagePullBackOff");
    assertThat(PodState.phase(cluster.get(PODS, "p"))).isEqualTo("Pending");
    assertThat(cluster.list(EVENTS).stream().map(event -> Read.text(event, "reason")))
        .containsSubsequence("Scheduled", "Failed").contains("BackOff");

    cluster.misfortunes.repair("bad");
    cluster.run(60);

    assertThat(PodState.ready(cluster.get(PODS, "p"))).isTrue();
  }

  /** Whatever the kubelet was about to do then. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 20})
  void an_image_that_can_be_pulled_again_runs(int seconds) {
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:1"));
    pod("a: b", app());
    cluster.run(seconds);
    cluster.misfortunes.repair("bad");
    cluster.run(300);

    assertThat(PodState.phase(cluster.get(PODS, "p"))).isEqualTo("Running");
    assertThat(PodState.ready(cluster.get(PODS, "p"))).isTrue();
  }

  @Test
  void a_bad_init_container_keeps_the_others_waiting() {
    cluster.misfortunes.breakImages("bad", image -> image.startsWith("init"));
    pod("a: b", "initContainers: [{name: init, image: \"init:1\"}], " + app());
    cluster.run(30);

    assertThat(Read.text(status().path("initContainerStatuses").path(0), "state", "waiting", "reason"))
        .isEqualTo("ImagePullBackOff");
    assertThat(Read.text(container(), "state", "waiting", "reason")).isEqualTo("PodInitializing");
    assertThat(Read.text(PodState.condition(cluster.get(PODS, "p"), "Initialized").orElseThrow(), "status"))
        .isEqualTo("False");
  }

  @Test
  void a_crash_loop_restarts_ever_more_rarely() {
    pod("e2e.driftless.dev/stage: crash-loop", app());
    cluster.run(60);
    assertThat(Read.text(container(), "state", "waiting", "reason")).isEqualTo("CrashLoopBackOff");
    assertThat(Read.number(container(), 0, "restartCount")).isEqualTo(2);
    assertThat(Read.number(container(), 0, "lastState", "terminated", "exitCode")).isEqualTo(1);
    cluster.run(3600);
    int restarts = Read.number(container(), 0, "restartCount");
    cluster.run(3600);

    assertThat(Read.number(container(), 0, "restartCount") - restarts).isBetween(11, 12);
  }

  @Test
  void a_pod_that_ends_at_once_is_gone_in_a_second_and_a_stubborn_one_after_its_grace() {
    pod("a: b", app());
    cluster.run(5);
    cluster.delete(PODS, "p");
    assertThat(cluster.exists(PODS, "p")).isTrue();
    cluster.run(1);
    assertThat(cluster.exists(PODS, "p")).isFalse();

    pod("e2e.driftless.dev/stage: stubborn", "terminationGracePeriodSeconds: 20, " + app());
    cluster.run(5);
    cluster.delete(PODS, "p");
    cluster.run(19);
    assertThat(cluster.exists(PODS, "p")).isTrue();
    cluster.run(2);

    assertThat(cluster.exists(PODS, "p")).isFalse();
  }

  @Test
  void a_pod_of_a_lost_node_does_not_end_until_the_node_is_back() {
    pod("a: b", app());
    cluster.run(5);
    cluster.kubelets.lose("node-1");
    cluster.delete(PODS, "p");
    cluster.run(600);
    assertThat(PodState.phase(cluster.get(PODS, "p"))).isEqualTo("Running");

    cluster.kubelets.recover("node-1");
    cluster.run(2);

    assertThat(cluster.exists(PODS, "p")).isFalse();
  }
}
