package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.named;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class WatchTest {

  private final Cluster cluster = new Cluster();
  private final List<WatchEvent> events = new ArrayList<>();

  @BeforeEach
  void a_pod() throws ApiException {
    cluster.create(ResourceTypes.PODS, Cluster.pod("a"));
  }

  private Watch watch(String selector, WatchOptions options) throws ApiException {
    Query query = new Query(ResourceTypes.PODS, "default", Selector.parse(selector), FieldSelector.EVERYTHING);
    return cluster.server.watch(query, options, events::add);
  }

  private void label(String pod, String value) throws ApiException {
    cluster.client.patch(ResourceTypes.PODS, named(pod), "",
        json("{'metadata': {'labels': {'app': '" + value + "'}}}"));
  }

  private List<String> told() {
    return events.stream().map(event -> event.type() + " " + Metadata.name(event.object())).toList();
  }

  @Test
  void without_a_version_it_tells_what_there_is_and_then_what_changes() throws ApiException {
    watch("", WatchOptions.FROM_NOW);
    cluster.create(ResourceTypes.PODS, Cluster.pod("b"));
    label("b", "db");
    cluster.client.deleteNow(ResourceTypes.PODS, named("b"));

    assertThat(told()).containsExactly("ADDED a", "ADDED b", "MODIFIED b", "DELETED b");
  }

  @Test
  void from_a_version_it_tells_what_came_after() throws ApiException {
    String version = Long.toString(cluster.store.revision());
    cluster.create(ResourceTypes.PODS, Cluster.pod("b"));

    watch("", new WatchOptions(version, "", false, false));
    cluster.create(ResourceTypes.PODS, Cluster.pod("c"));

    assertThat(told()).containsExactly("ADDED b", "ADDED c");
  }

  @Test
  void who_leaves_the_selection_is_deleted_for_the_watcher_and_who_enters_is_added() throws ApiException {
    watch("app=web", WatchOptions.FROM_NOW);
    label("a", "db");
    label("a", "web");

    assertThat(told()).containsExactly("ADDED a", "DELETED a", "ADDED a");
    assertThat(events.get(1).object().path("metadata").path("labels").path("app").asString()).isEqualTo("web");
    assertThat(Metadata.resourceVersion(events.get(1).object())).isEqualTo("6");
  }

  @Test
  void a_forgotten_version_is_an_error_and_the_end() throws ApiException {
    cluster.store.compact();
    watch("", new WatchOptions("1", "", false, false));
    cluster.create(ResourceTypes.PODS, Cluster.pod("b"));

    assertThat(events).singleElement().satisfies(event -> {
      assertThat(event.type()).isEqualTo(WatchEvent.Type.ERROR);
      assertThat(event.object().path("code").asInt()).isEqualTo(410);
      assertThat(event.object().path("reason").asString()).isEqualTo("Expired");
      assertThat(event.object().path("message").asString()).isEqualTo("too old resource version: 1 (5)");
    });
  }

  @Test
  void a_bookmark_is_a_version_to_resume_from() throws ApiException {
    Watch watch = watch("app=nobody", new WatchOptions("", "", true, false));
    cluster.create(ResourceTypes.PODS, Cluster.pod("b"));
    watch.bookmark();

    assertThat(events).containsExactly(new WatchEvent(WatchEvent.Type.BOOKMARK,
        json("{'kind': 'Pod', 'apiVersion': 'v1', 'metadata': {'resourceVersion': '6'}}")));
  }

  @Test
  void a_list_can_be_streamed_and_ends_with_a_bookmark() throws ApiException {
    watch("", new WatchOptions("", "NotOlderThan", true, true));

    assertThat(told()).containsExactly("ADDED a", "BOOKMARK ");
    assertThat(events.getLast().object().path("metadata").path("annotations").path("k8s.io/initial-events-end")
        .asString()).isEqualTo("true");
  }

  @Test
  void a_streamed_list_must_say_how_old_it_may_be() {
    assertThat(refusal(() -> watch("", new WatchOptions("", "", true, true))).code()).isEqualTo(422);
  }

  @Test
  void nothing_is_told_after_the_end() throws ApiException {
    watch("", WatchOptions.FROM_NOW).close();
    cluster.create(ResourceTypes.PODS, Cluster.pod("b"));

    assertThat(told()).containsExactly("ADDED a");
  }
}
