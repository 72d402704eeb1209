package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.ProofPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** How many questions are put to the API server, and when. */
class ProofPaceTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final World world = new World();
  private final Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(100, 100, 100));

  @BeforeEach
  void a_namespace() {
    world.namespace("shop");
  }

  @Test
  void five_are_under_way_at_once() {
    drifted("web", 12);

    daemon.settled();
    daemon.after(Duration.ofMinutes(1));

    assertThat(daemon.asked()).hasSize(5);
  }

  @Test
  void five_more_follow_a_second_after_their_answers() {
    drifted("web", 12);
    daemon.settled();
    daemon.after(SECOND);
    daemon.prove("1.32.0");

    daemon.after(SECOND.minusMillis(1));
    assertThat(daemon.asked()).isEmpty();
    daemon.after(Duration.ofMillis(1));
    assertThat(daemon.asked()).hasSize(5);
  }

  @Test
  void no_more_than_the_rate_could_let_go() {
    Daemon slow = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(100, 100, 2));
    drifted("web", 12);

    slow.settled();

    assertThat(slow.asked()).hasSize(2);
  }

  @Test
  void what_was_held_back_is_put_again_after_a_second_and_is_none_of_the_five() {
    drifted("web", 5);
    daemon.settled();
    List<Effect.Prove> first = daemon.asked();
    first.forEach(question -> daemon.answer(question, new ProofAnswer.HeldBack()));

    daemon.after(SECOND.minusMillis(1));
    assertThat(daemon.asked()).isEmpty();
    daemon.after(Duration.ofMillis(1));
    assertThat(daemon.asked()).isEqualTo(first);
  }

  @Test
  void what_was_forgotten_meanwhile_is_none_of_the_five() {
    List<WorkloadRef> gone = drifted("web", 5);
    daemon.settled();
    daemon.asked();

    gone.forEach(world::delete);
    drifted("api", 5);
    daemon.after(SECOND);
    daemon.after(Duration.ofSeconds(15));

    assertThat(daemon.asked()).extracting(question -> question.ref().name())
        .containsExactly("api-0", "api-1", "api-2", "api-3", "api-4");
  }

  private List<WorkloadRef> drifted(String name, int count) {
    List<WorkloadRef> refs =
        IntStream.range(0, count).mapToObj(i -> world.workload("shop", name + "-" + i, 2, "1.31.2")).toList();
    world.upgrade("1.32.0");
    return refs;
  }
}
