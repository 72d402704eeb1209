package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.engine.Memory;
import dev.driftless.edge.kube.lease.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** What a leader writes down for the next one: read before anything is done, and written until it stands there. */
class StateConfigMapTest {

  private static final Memory OLDER = campaign("2026-11-20T10:00:00Z");
  private static final Memory NEWER = campaign("2026-11-20T11:00:00Z");

  private final FakeApi api = new FakeApi();
  private final Connection connection = api.connect();
  private final Deque<Runnable> writes = new ArrayDeque<>();
  private final StateConfigMap state = new StateConfigMap(connection, Fence.open(Duration.ofSeconds(5)),
      Duration.ofMillis(1), writes::add);

  @AfterEach
  void stop() {
    connection.close();
    api.close();
  }

  @Test
  void what_the_api_server_does_not_tell_now_is_not_taken_for_nothing() {
    api.refuses(503, "{}");

    assertThat(state.load()).isEmpty();
  }

  @Test
  void who_has_no_right_to_it_remembers_nothing_and_writes_nothing() {
    api.refuses(403, "{}");

    assertThat(state.load()).contains(Memory.NOTHING);
    state.keep(NEWER);
    writes.remove().run();
    assertThat(api.requests).extracting(FakeApi.Request::method).containsExactly("GET");
  }

  @Test
  void what_is_not_there_yet_is_nothing_and_is_created() {
    api.knowsNot("/api/v1/namespaces/" + connection.ownNamespace() + "/configmaps/driftless-state");
    api.answers(201, "{}");

    assertThat(state.load()).contains(Memory.NOTHING);
    state.keep(NEWER);
    writes.remove().run();
    assertThat(api.requests).extracting(FakeApi.Request::method).containsExactly("GET", "PATCH", "POST");
  }

  @Test
  void what_could_not_be_written_is_written_again() {
    state.load();
    api.answers(500, "{}");
    state.keep(NEWER);
    Thread writing = Thread.startVirtualThread(writes.remove());
    while (api.requests.size() < 3) {
      Thread.onSpinWait();
    }

    api.answers(200, "{}");

    assertThat(joined(writing)).isTrue();
    assertThat(api.requests.getLast().body()).contains("2026-11-20T11:00:00Z");
  }

  @Test
  void what_is_newer_is_not_overwritten_by_what_is_older() {
    state.load();
    api.answers(200, "{}");
    state.keep(OLDER);
    state.keep(NEWER);

    writes.remove().run();
    writes.remove().run();

    assertThat(api.requests).extracting(FakeApi.Request::method).containsExactly("GET", "PATCH");
    assertThat(api.requests.getLast().body()).contains("2026-11-20T11:00:00Z");
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Memory campaign(String begun) {
    return new Memory(MeshMemory.NOTHING, Map.of("default", Instant.parse(begun)), Map.of(), Map.of());
  }
}
