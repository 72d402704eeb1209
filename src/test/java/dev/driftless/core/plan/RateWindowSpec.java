package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

class RateWindowSpec {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PER = Duration.ofSeconds(60);

  /** The server saw an action at some moment between its decision and its answer. */
  private record Action(String id, Instant decided, Instant answered) {

    boolean mayFallInto(Instant from, Instant to) {
      return decided.isBefore(to) && !answered.isBefore(from);
    }
  }

  /** After a pause so many actions are wanted, and so many of the oldest are answered. */
  private record Turn(Duration pause, int wanted, int answers, boolean neverLeft) {}

  @Property
  void no_window_can_hold_more_actions_than_the_rate(@ForAll @IntRange(min = 1, max = 5) int restarts,
      @ForAll("turns") List<Turn> turns) {
    List<Action> actions = run(restarts, turns);

    for (Instant from : actions.stream().map(Action::answered).toList()) {
      assertThat(actions).filteredOn(action -> action.mayFallInto(from, from.plus(PER)))
          .hasSizeLessThanOrEqualTo(restarts);
    }
  }

  @Property
  void all_is_free_again_one_period_after_the_last_answer(@ForAll @IntRange(min = 1, max = 5) int restarts,
      @ForAll @IntRange(min = 1, max = 5) int taken) {
    RateWindow window = window(restarts);
    Instant decided = START.plus(PER);
    for (int i = 0; i < taken; i++) {
      window.take("id-" + i);
      window.answered("id-" + i, decided);
    }

    assertThat(window.free(decided.plus(PER).minusMillis(1))).isEqualTo(Math.max(0, restarts - taken));
    assertThat(window.free(decided.plus(PER))).isEqualTo(restarts);
  }

  @Example
  void nothing_is_free_in_the_first_period_of_a_process() {
    RateWindow window = window(3);

    assertThat(window.free(START)).isZero();
    assertThat(window.free(START.plus(PER).minusMillis(1))).isZero();
    assertThat(window.nextFree(START)).contains(START.plus(PER));
    assertThat(window.free(START.plus(PER))).isEqualTo(3);
  }

  @Example
  void an_action_without_an_answer_counts_for_ever() {
    RateWindow window = window(1);
    window.take("id");

    assertThat(window.free(START.plus(Duration.ofDays(365)))).isZero();
    assertThat(window.nextFree(START.plus(Duration.ofDays(365)))).isEqualTo(Optional.empty());
  }

  @Example
  void an_action_that_never_left_does_not_count() {
    RateWindow window = window(1);
    window.take("id");
    window.giveBack("id");

    assertThat(window.free(START.plus(PER))).isEqualTo(1);
  }

  @Example
  void an_answer_to_what_was_never_taken_changes_nothing() {
    RateWindow window = window(1);

    window.answered("of an earlier process", START.plus(PER));

    assertThat(window.free(START.plus(PER))).isEqualTo(1);
  }

  @Example
  void under_another_rate_all_that_was_done_still_counts() {
    RateWindow window = spent(3);
    Instant now = START.plus(PER).plusSeconds(10);

    window.under(new Limits.Rate(5, PER), now);
    assertThat(window.free(now)).isEqualTo(2);

    window.under(new Limits.Rate(1, PER), now);
    assertThat(window.free(now)).isZero();
    assertThat(window.nextFree(now)).contains(START.plus(PER.multipliedBy(2)));
    assertThat(window.free(START.plus(PER.multipliedBy(2)))).isEqualTo(1);
  }

  @Example
  void what_a_shorter_period_has_forgotten_counts_as_too_much_for_a_longer_one() {
    RateWindow window = spent(3);
    Instant now = START.plus(PER.multipliedBy(2));
    assertThat(window.free(now)).isEqualTo(3);

    window.under(new Limits.Rate(4, PER.multipliedBy(3)), now);

    assertThat(window.nextFree(now)).contains(START.plus(PER.multipliedBy(4)));
    assertThat(window.free(START.plus(PER.multipliedBy(4)).minusMillis(1))).isZero();
    assertThat(window.free(START.plus(PER.multipliedBy(4)))).isEqualTo(4);
  }

  @Example
  void a_longer_period_is_free_if_nothing_was_ever_done() {
    RateWindow window = window(3);
    Instant now = START.plus(PER.multipliedBy(5));

    window.under(new Limits.Rate(3, PER.multipliedBy(5)), now);

    assertThat(window.free(now.minusMillis(1))).isZero();
    assertThat(window.free(now)).isEqualTo(3);
  }

  @Example
  void an_action_under_way_counts_under_every_rate() {
    RateWindow window = window(1);
    window.take("id");

    window.under(new Limits.Rate(2, Duration.ofSeconds(1)), START.plus(PER));

    assertThat(window.free(START.plus(PER.multipliedBy(9)))).isEqualTo(1);
  }

  /** All is taken and answered as soon as anything is free. */
  private static RateWindow spent(int restarts) {
    RateWindow window = window(restarts);
    for (int i = 0; i < restarts; i++) {
      window.take("id-" + i);
      window.answered("id-" + i, START.plus(PER));
    }
    return window;
  }

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Duration> pause = Arbitraries.integers().between(0, 90).map(Duration::ofSeconds);
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 6);
    return Combinators.combine(pause, number, number, Arbitraries.of(true, false, false, false)).as(Turn::new).list()
        .ofMaxSize(40);
  }

  /** Takes whatever is wanted and free. */
  private static List<Action> run(int restarts, List<Turn> turns) {
    RateWindow window = window(restarts);
    Deque<Action> open = new ArrayDeque<>();
    List<Action> sent = new ArrayList<>();
    Instant now = START;
    int id = 0;
    for (Turn turn : turns) {
      now = now.plus(turn.pause());
      for (int i = 0; i < turn.answers() && !open.isEmpty(); i++) {
        Action action = open.remove();
        if (turn.neverLeft()) {
          window.giveBack(action.id());
        } else {
          window.answered(action.id(), now);
          sent.add(new Action(action.id(), action.decided(), now));
        }
      }
      int free = window.free(now);
      for (int i = 0; i < Math.min(free, turn.wanted()); i++) {
        open.add(new Action("id-" + id++, now, Instant.MAX));
        window.take(open.getLast().id());
      }
    }
    for (Action action : open) {
      sent.add(new Action(action.id(), action.decided(), now));
    }
    return sent;
  }

  private static RateWindow window(int restarts) {
    return new RateWindow(new Limits.Rate(restarts, PER), START);
  }
}
