package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.named;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalLong;

class ListerTest {

  private static final Query PODS = Query.all(ResourceTypes.PODS);

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void four_pods() throws ApiException {
    for (String name : List.of("d", "b", "a", "c")) {
      cluster.create(ResourceTypes.PODS, Cluster.pod(name));
    }
  }

  private ListPage list(int limit, String token, String version, String match) throws ApiException {
    return cluster.server.list(PODS, new ListOptions(limit, token, version, match));
  }

  private static List<String> names(ListPage page) {
    return page.items().stream().map(Metadata::name).toList();
  }

  @Test
  void comes_by_name_with_the_revision_to_watch_from() throws ApiException {
    ListPage page = cluster.server.list(PODS, ListOptions.NEWEST);

    assertThat(names(page)).containsExactly("a", "b", "c", "d");
    assertThat(page.revision()).isEqualTo(cluster.store.revision());
    assertThat(page.next()).isEmpty();
  }

  @Test
  void pages_are_of_the_revision_of_the_first_however_the_list_moves() throws ApiException {
    ListPage first = list(2, "", "", "");
    cluster.client.deleteNow(ResourceTypes.PODS, named("c"));
    cluster.create(ResourceTypes.PODS, Cluster.pod("cc"));
    cluster.client.patch(ResourceTypes.PODS, named("d"), "", json("{'metadata': {'labels': {'new': 'yes'}}}"));
    ListPage second = list(2, first.next(), "", "");

    assertThat(names(first)).containsExactly("a", "b");
    assertThat(first.remaining()).isEqualTo(OptionalLong.of(2));
    assertThat(names(second)).containsExactly("c", "d");
    assertThat(second.items().getLast().path("metadata").path("labels").has("new")).isFalse();
    assertThat(second.revision()).isEqualTo(first.revision());
    assertThat(second.next()).isEmpty();
  }

  @Test
  void the_next_page_is_gone_when_its_revision_is_forgotten() throws ApiException {
    ListPage first = list(2, "", "", "");
    cluster.create(ResourceTypes.PODS, Cluster.pod("e"));
    cluster.store.compact();

    ApiException refusal = refusal(() -> list(2, first.next(), "", ""));

    assertThat(refusal.code()).isEqualTo(410);
    assertThat(refusal.reason()).isEqualTo("Expired");
    assertThat(Statuses.of(refusal).path("metadata").path("continue").asString()).isEqualTo(refusal.next());
  }

  @Test
  void who_does_not_mind_goes_on_with_what_there_is_now() throws ApiException {
    ListPage first = list(2, "", "", "");
    for (String name : List.of("aa", "bb", "cc")) {
      cluster.create(ResourceTypes.PODS, Cluster.pod(name));
    }
    cluster.store.compact();
    ApiException refusal = refusal(() -> list(2, first.next(), "", ""));
    cluster.client.deleteNow(ResourceTypes.PODS, named("c"));

    ListPage second = list(2, refusal.next(), "", "");
    cluster.client.deleteNow(ResourceTypes.PODS, named("d"));
    ListPage third = list(2, second.next(), "", "");

    assertThat(names(second)).containsExactly("bb", "cc");
    assertThat(second.revision()).isEqualTo(first.revision() + 4);
    assertThat(names(third)).containsExactly("d");
    assertThat(third.revision()).isEqualTo(second.revision());
  }

  @Test
  void the_token_that_goes_on_can_be_used_again() throws ApiException {
    ListPage first = list(2, "", "", "");
    cluster.create(ResourceTypes.PODS, Cluster.pod("e"));
    cluster.store.compact();
    String token = refusal(() -> list(2, first.next(), "", "")).next();
    cluster.store.compact();

    assertThat(names(list(2, token, "", ""))).containsExactly("c", "d");
  }

  @Test
  void a_token_of_no_revision_is_refused() {
    String token = new ContinueToken(0, named("a")).toString();

    assertThat(refusal(() -> list(2, token, "", ""))).hasMessage("invalid continue token: continue key is not valid:"
        + " incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
  }

  @Test
  void an_old_revision_can_be_listed_exactly() throws ApiException {
    long before = cluster.store.revision();
    cluster.client.deleteNow(ResourceTypes.PODS, named("a"));

    assertThat(names(list(0, "", Long.toString(before), "Exact"))).containsExactly("a", "b", "c", "d");
    assertThat(names(list(0, "", Long.toString(before), "NotOlderThan"))).containsExactly("b", "c", "d");
  }

  @Test
  void what_is_selected_has_no_remaining_count() throws ApiException {
    Query selected = new Query(ResourceTypes.PODS, "default", Selector.parse("app=web"), FieldSelector.EVERYTHING);

    ListPage page = cluster.server.list(selected, new ListOptions(1, "", "", ""));

    assertThat(names(page)).containsExactly("a");
    assertThat(page.remaining()).isEmpty();
    assertThat(page.next()).isNotEmpty();
  }

  @Test
  void revision_zero_answers_from_the_cache_without_pages() throws ApiException {
    assertThat(names(list(1, "", "0", ""))).hasSize(4);
  }

  @Test
  void a_revision_of_the_future_times_out() {
    ApiException refusal = refusal(() -> list(0, "", "99999999", ""));

    assertThat(refusal.code()).isEqualTo(504);
    assertThat(refusal).hasMessage("Timeout: Too large resource version: 99999999, current: 8");
  }

  @Test
  void nonsense_is_refused() {
    assertThat(refusal(() -> list(0, "", "x", "")).code()).isEqualTo(400);
    assertThat(refusal(() -> list(0, "xyz", "", "")).code()).isEqualTo(400);
    assertThat(refusal(() -> list(0, "", "", "Exact"))).hasMessage("ListOptions.meta.k8s.io \"\" is invalid:"
        + " resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided");
  }
}
