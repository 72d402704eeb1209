package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Memory;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Marks;
import dev.driftless.edge.kube.lease.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Everything that changes something, or could, asks the fence and keeps to its time. */
class FencedWritesTest {

  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u-1");
  private static final Effect.Restart RESTART =
      new Effect.Restart(CART, "77", new Marks("r-1", "t-1", 1, Instant.parse("2026-11-20T10:00:00Z")), false);
  private static final Effect.Prove PROVE = new Effect.Prove(CART, "s", "{\"spec\": {\"containers\": []}}");
  private static final Fence CLOSED = Optional::empty;

  private final FakeApi api = new FakeApi();
  private final Connection connection = api.connect();

  @AfterEach
  void stop() {
    connection.close();
    api.close();
  }

  @Test
  void behind_a_closed_fence_no_restart_is_sent() {
    assertThat(new KubeWriter(connection, CLOSED).write(RESTART))
        .isEqualTo(new Answer.HeldBack(DeferReason.NOT_LEADER));
    assertThat(api.requests).isEmpty();
  }

  @Test
  void behind_a_closed_fence_nothing_is_asked() {
    assertThat(new KubeProver(connection, CLOSED).prove(PROVE)).isEqualTo(new ProofAnswer.HeldBack());
    assertThat(api.requests).isEmpty();
  }

  @Test
  void behind_a_closed_fence_the_state_is_read_and_not_written() {
    api.answers(200, "{}");
    StateConfigMap state = state(() -> {
      Thread.currentThread().interrupt();
      return Optional.empty();
    });

    state.load();
    state.keep(Memory.NOTHING);

    assertThat(Thread.interrupted()).as("it would be tried again").isTrue();
    assertThat(api.requests).extracting(FakeApi.Request::method).containsExactly("GET");
  }

  @Test
  void the_api_server_is_told_to_give_up_when_the_time_of_the_fence_is_over() {
    Fence seven = Fence.open(Duration.ofSeconds(7));
    api.answers(200, "{}");
    StateConfigMap state = state(seven);
    state.load();

    new KubeWriter(connection, seven).write(RESTART);
    new KubeProver(connection, seven).prove(PROVE);
    state.keep(Memory.NOTHING);

    assertThat(api.requests.subList(1, 4)).extracting(FakeApi.Request::query).containsExactly(
        "fieldManager=driftless&timeout=7s", "dryRun=All&fieldManager=driftless&timeout=7s",
        "fieldManager=driftless&timeout=7s");
  }

  @Test
  void the_fence_is_asked_once_the_request_is_ready_and_for_each_request_anew() {
    api.answers(404, "{}");
    StateConfigMap state = state(new Fence() {
      private int asked;

      @Override
      public Optional<Duration> patience() {
        if (asked++ == 0) {
          return Optional.of(Duration.ofSeconds(5));
        }
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    });
    state.load();

    state.keep(Memory.NOTHING);

    assertThat(Thread.interrupted()).as("it would be tried again").isTrue();
    assertThat(api.requests).extracting(FakeApi.Request::method).containsExactly("GET", "PATCH");
  }

  @Test
  void the_last_state_is_tried_once_and_waited_for() {
    api.answers(404, "{}");
    StateConfigMap state = new StateConfigMap(connection, Fence.open(Duration.ofSeconds(5)), Duration.ofHours(1),
        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()));
    state.load();
    state.keep(Memory.NOTHING);

    assertThat(state.finish(Duration.ofSeconds(20))).isTrue();
    assertThat(api.requests).extracting(FakeApi.Request::method).containsExactly("GET", "PATCH", "POST");
  }

  @Test
  void a_state_that_is_still_being_written_is_told() {
    StateConfigMap state = new StateConfigMap(connection, CLOSED, Duration.ofHours(1), task -> { });

    assertThat(state.finish(Duration.ofMillis(1))).isFalse();
  }

  private StateConfigMap state(Fence fence) {
    return new StateConfigMap(connection, fence, Duration.ofSeconds(1), Runnable::run);
  }
}
