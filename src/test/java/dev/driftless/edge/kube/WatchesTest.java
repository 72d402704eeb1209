package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

class WatchesTest {

  private static final String PODS = "/api/v1/pods";
  private static final String PROXY_CONFIGS = "/apis/networking.istio.io/v1beta1/proxyconfigs";
  private static final String GONE = """
      {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 410,
       "reason": "Expired", "message": "too old resource version"}}""".replace("\n", "");

  private final FakeApi api = new FakeApi();
  private final Connection connection = api.connect();
  private final BlockingQueue<Change> pods = new LinkedBlockingQueue<>();
  private Watches watches;

  @AfterEach
  void stop() {
    watches.close();
    connection.close();
    api.close();
  }

  @Test
  void lists_in_pages_and_follows_from_there() throws Exception {
    api.lists(PODS, page("10", "next", pod("a", "1", "")), page("10", "", pod("b", "2", "")));
    api.watch(PODS).add(event("ADDED", pod("c", "11", "")));

    start(pods::add);

    assertThat(names(3)).isEqualTo("+a +b +c");
    assertThat(api.requests(PODS)).extracting(FakeApi.Request::query).containsExactly("limit=100",
        "continue=next&limit=100", "allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=60&watch=true");
  }

  @Test
  void is_synced_once_the_first_list_is_complete() throws Exception {
    api.watch(PODS).add(event("ADDED", pod("a", "2", "")));
    start(pods::add);

    next();

    assertThat(watches.states()).containsOnlyKeys(Resource.values());
    assertThat(state().synced()).isTrue();
  }

  @Test
  void what_the_api_server_does_not_know_counts_as_listed_and_is_asked_for_once() throws Exception {
    api.knowsNot(PROXY_CONFIGS);
    api.watch(PODS).add(event("ADDED", pod("a", "2", "")));
    start(pods::add);
    next();

    await().until(() -> watches.states().get(Resource.PROXY_CONFIGS).synced());

    assertThat(watches.silences().get(Resource.PROXY_CONFIGS).suspect(Instant.now())).isFalse();
    assertThat(api.requests(PROXY_CONFIGS)).hasSize(1);
  }

  @Test
  void what_the_api_server_has_got_to_know_is_followed_from_then_on() {
    api.knowsNot(PROXY_CONFIGS);
    List<String> told = new CopyOnWriteArrayList<>();
    watches = new Watches(connection, "istio-system", change -> { });
    Arrival arrival = new Arrival(connection, Catalogue.of("istio-system").getLast(), Duration.ofMillis(50),
        () -> told.add("arrived"));

    arrival.await();
    await().until(() -> arrival.isMissing() && api.requests(PROXY_CONFIGS).size() > 1);
    assertThat(told).isEmpty();
    api.knows(PROXY_CONFIGS);

    await().until(() -> !told.isEmpty());
    assertThat(arrival.isMissing()).isFalse();
  }

  @Test
  void letters_beyond_ascii_do_not_break_the_watch() throws Exception {
    api.watch(PODS).add(event("ADDED", pod("a", "2", "\"note\": \"Grüße, 世界 🚀\"")));
    api.watch(PODS).add(event("ADDED", pod("b", "3", "\"note\": \"ok\"")));
    start(pods::add);

    assertThat(((PodFacts) ((Change.Observed) next()).facts()).shape().labels()).containsEntry("note", "Grüße, 世界 🚀");
    assertThat(names(1)).isEqualTo("+b");
    assertThat(api.requests(PODS)).filteredOn(request -> !request.isWatch()).hasSize(1);
  }

  @Test
  void after_410_it_lists_again_and_tells_what_has_gone_since() throws Exception {
    api.lists(PODS, page("10", "", pod("a", "1", ""), pod("b", "2", "")), page("20", "", pod("b", "2", "")));
    api.watch(PODS).add(GONE);
    api.watch(PODS).add(FakeApi.END);
    api.watch(PODS).add(event("DELETED", pod("b", "21", "")));

    start(pods::add);

    assertThat(names(4)).isEqualTo("+a +b -a -b");
  }

  @Test
  void a_broken_connection_is_followed_by_a_watch_from_the_last_version() throws Exception {
    api.watch(PODS).add(event("ADDED", pod("a", "7", "")));
    api.watch(PODS).add(FakeApi.CUT);
    api.watch(PODS).add(event("MODIFIED", pod("a", "8", "")));

    start(pods::add);

    assertThat(names(2)).isEqualTo("+a +a");
    assertThat(api.requests(PODS).getLast().query()).contains("resourceVersion=7");
    assertThat(api.requests(PODS)).hasSize(3);
  }

  @Test
  void a_watch_that_is_accepted_anew_is_a_sign_of_life() throws Exception {
    start(pods::add);
    api.watch(PODS).add(event("ADDED", pod("a", "7", "")));
    next();
    Instant before = state().lastSeen();

    api.watch(PODS).add(event("BOOKMARK", pod("", "9", "")));
    api.watch(PODS).add(FakeApi.END);
    api.watch(PODS).add(event("ADDED", pod("b", "10", "")));
    next();

    assertThat(api.requests(PODS).getLast().query()).contains("resourceVersion=9");
    assertThat(state().lastSeen()).isAfter(before);
  }

  @Test
  void what_cannot_be_projected_is_not_synced_until_it_can() throws Exception {
    api.lists(PODS, page("10", "", pod("a", "1", "").replace("2026-11-20T10:00:00Z", "yesterday")));
    api.watch(PODS).add(event("ADDED", pod("b", "11", "")));
    start(pods::add);

    assertThat(names(1)).isEqualTo("+b");
    assertThat(state().synced()).isFalse();

    api.watch(PODS).add(event("MODIFIED", pod("a", "12", "")));
    api.watch(PODS).add(event("ADDED", pod("c", "13", "")));

    assertThat(names(2)).isEqualTo("+a +c");
    assertThat(state().synced()).isTrue();
  }

  @Test
  void what_cannot_be_projected_is_forgotten_when_it_is_gone() throws Exception {
    api.lists(PODS, page("10", "", pod("a", "1", "").replace("2026-11-20T10:00:00Z", "yesterday")));
    api.watch(PODS).add(event("DELETED", pod("a", "11", "").replace("2026-11-20T10:00:00Z", "yesterday")));
    api.watch(PODS).add(event("ADDED", pod("b", "12", "")));
    start(pods::add);

    assertThat(names(2)).isEqualTo("-a +b");
    assertThat(state().synced()).isTrue();
  }

  @Test
  void a_list_that_is_refused_is_asked_for_again() throws Exception {
    api.lists(PODS, "not json", page("10", "", pod("a", "1", "")));

    start(pods::add);

    assertThat(names(1)).isEqualTo("+a");
  }

  @Test
  void an_object_that_does_not_matter_is_told_gone_once() throws Exception {
    String path = "/api/v1/namespaces/istio-system/configmaps";
    BlockingQueue<Change> maps = new LinkedBlockingQueue<>();
    String map = "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"%s\","
        + " \"namespace\": \"istio-system\", \"resourceVersion\": \"%s\"}, \"data\": {\"mesh\": \"{}\"}}";
    api.lists(path, page("10", "", map.formatted("other", "1")));
    api.watch(path).add(event("MODIFIED", map.formatted("other", "11")));
    api.watch(path).add(event("ADDED", map.formatted("istio", "12")));
    watches = new Watches(connection, "istio-system", maps::add);
    watches.start();

    assertThat(maps.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new Change.Gone(new ObjectKey(Resource.MESH_CONFIG_MAPS, "istio-system", "other")));
    assertThat(maps.poll(10, TimeUnit.SECONDS).key().name()).isEqualTo("istio");
  }

  @Test
  void what_is_refused_is_remembered_until_a_watch_is_accepted() throws Exception {
    start(pods::add);
    api.watch(PODS).add(event("ADDED", pod("a", "7", "")));
    next();
    assertThat(silence().refusal()).isEmpty();

    api.close();

    await().untilAsserted(() -> assertThat(silence().refusal()).get().extracting(Silence.Refusal::why).asString()
        .startsWith("Connection refused"));
  }

  private Silence silence() {
    return watches.silences().get(Resource.PODS);
  }

  private void start(Consumer<Change> consumer) {
    watches = new Watches(connection, "istio-system", change -> {
      if (change.key().resource() == Resource.PODS) {
        consumer.accept(change);
      }
    });
    watches.start();
  }

  private InformerState state() {
    return watches.states().get(Resource.PODS);
  }

  private Change next() throws InterruptedException {
    return pods.poll(20, TimeUnit.SECONDS);
  }

  private String names(int count) throws InterruptedException {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Change change = next();
      names.append(change instanceof Change.Gone ? " -" : " +").append(change.key().name());
    }
    return names.substring(1);
  }

  private static String event(String type, String object) {
    return "{\"type\": \"" + type + "\", \"object\": " + object + "}";
  }

  private static String page(String version, String next, String... items) {
    return "{\"metadata\": {\"resourceVersion\": \"%s\", \"continue\": \"%s\"}, \"items\": [%s]}"
        .formatted(version, next, String.join(",", items));
  }

  private static String pod(String name, String version, String labels) {
    return ("{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"%s\", \"namespace\": \"shop\","
        + " \"resourceVersion\": \"%s\", \"uid\": \"u\", \"creationTimestamp\": \"2026-11-20T10:00:00Z\","
        + " \"labels\": {%s}}}").formatted(name, version, labels);
  }
}
