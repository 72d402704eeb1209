package dev.driftless.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.DriftedShop;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.Memory;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;

/** A driver whose first turn has seen a drifted shop; the next one restarts it. */
class DriverTest {

  private final DriftedShop shop = new DriftedShop();
  private Engine engine = shop.engine();
  private AlertState alerts = AlertState.NOTHING;
  private final Mailbox mailbox = new Mailbox(() -> { });
  private final List<String> happened = new ArrayList<>();
  private final Queue<Runnable> writes = new ArrayDeque<>();
  private Instant now = DriftedShop.START;

  @BeforeEach
  void the_news() {
    shop.news().forEach(mailbox::offer);
  }

  @Test
  void every_fact_of_a_step_is_recorded_before_any_of_its_effects_is_performed() {
    Driver driver = settled(this::record, Runnable::run);

    driver.turn();

    assertThat(happened).containsExactly("recorded cart", "recorded orders", "wrote cart", "wrote orders");
  }

  @Test
  void what_could_not_be_recorded_is_not_done() {
    Driver driver = settled(facts -> {
      if (facts.stream().anyMatch(Fact.Requested.class::isInstance)) {
        throw new IllegalStateException("journal full");
      }
    }, Runnable::run);

    assertThatThrownBy(driver::turn).hasMessage("journal full");

    assertThat(happened).isEmpty();
    assertThat(driver.writing()).isZero();
  }

  @Test
  void nothing_is_decided_any_more_once_admitting_has_stopped() {
    Driver driver = settled(this::record, Runnable::run);

    driver.stopAdmitting();
    driver.turn();

    assertThat(happened).isEmpty();
  }

  @Test
  void answers_are_taken_in_also_after_admitting_has_stopped() {
    Driver driver = settled(this::record, writes::add);
    driver.turn();

    driver.stopAdmitting();
    writes.remove().run();
    driver.turn();

    assertThat(deferrals()).containsExactly(DeferReason.REFUSED);
  }

  @Test
  void an_answer_that_comes_after_admitting_has_stopped_is_recorded() {
    List<Fact> recorded = new ArrayList<>();
    Driver driver = settled(recorded::addAll, writes::add);
    driver.turn();
    recorded.clear();

    driver.stopAdmitting();
    writes.remove().run();
    driver.turn();

    assertThat(recorded).hasOnlyElementsOfType(Fact.Answered.class).extracting(Fact::ref).containsExactly(shop.cart());
  }

  @Test
  void the_engine_hears_of_alerts_before_it_decides() {
    engine = shop.engine(Optional.of(new AlertGate("http://prometheus", "Node.*")));
    Driver driver = settled(this::record, Runnable::run);
    alerts = new AlertState.Firing(now, Set.of("NodeNotReady"));
    driver.turn();
    assertThat(happened).isEmpty();

    alerts = new AlertState.Firing(now, Set.of());
    driver.turn();

    assertThat(happened).contains("wrote cart");
  }

  @Test
  void another_policy_holds_from_the_next_turn_on_also_for_one_who_begins_to_lead() {
    Driver driver = settled(this::record, Runnable::run);
    driver.standBy("other holds the Lease");
    driver.turn();

    driver.under(DriftedShop.OBSERVING);
    driver.lead(now, Memory.NOTHING);
    driver.turn();
    now = now.plus(DriftedShop.SETTLED);
    driver.turn();
    assertThat(happened).isEmpty();

    driver.under(DriftedShop.ENFORCING);
    driver.turn();

    assertThat(happened).contains("wrote cart", "wrote orders");
  }

  @Test
  void who_stands_by_judges_and_neither_records_nor_writes() {
    List<Fact> recorded = new ArrayList<>();
    Driver driver = driver(recorded::addAll, Runnable::run);
    driver.standBy("other holds the Lease");

    driver.turn();
    now = now.plus(DriftedShop.SETTLED);
    driver.turn();

    assertThat(happened).isEmpty();
    assertThat(recorded).isEmpty();
    assertThat(driver.census().deferred()).isEqualTo(Map.of(DeferReason.NOT_LEADER, 2));
  }

  @Test
  void who_takes_over_records_everything_and_acts_once_the_rate_is_free() {
    List<Fact> recorded = new ArrayList<>();
    Driver driver = driver(recorded::addAll, Runnable::run);
    driver.standBy("other holds the Lease");
    driver.turn();
    now = now.plus(DriftedShop.SETTLED);

    driver.lead(now, Memory.NOTHING);
    driver.turn();
    List<String> atOnce = List.copyOf(happened);
    now = now.plus(DriftedShop.SETTLED);
    driver.turn();

    assertThat(recorded).filteredOn(Fact.Judged.class::isInstance).hasSize(2);
    assertThat(atOnce).isEmpty();
    assertThat(happened).containsExactly("wrote cart", "wrote orders");
  }

  @Test
  void a_write_is_under_way_until_its_answer_is_in_the_mailbox() {
    Driver driver = settled(this::record, writes::add);
    driver.turn();
    int before = driver.writing();

    writes.remove().run();

    assertThat(before).isEqualTo(2);
    assertThat(driver.writing()).isEqualTo(1);
    assertThat(mailbox.drain().replies()).extracting(reply -> ((Mailbox.Reply.OfWrite) reply).answer())
        .containsExactly(refusal());
  }

  private Driver settled(Journal journal, Executor executor) {
    Driver driver = driver(journal, executor);
    driver.turn();
    writes.clear();
    now = now.plus(DriftedShop.SETTLED);
    return driver;
  }

  private Driver driver(Journal journal, Executor executor) {
    return new Driver(engine, mailbox, new Driver.Ports(() -> now, () -> DriftedShop.synced(now),
        () -> alerts, journal,
        new Driver.Effectors(this::write, effect -> new ProofAnswer.Failed("never"), memory -> { }), executor));
  }

  private void record(List<Fact> facts) {
    facts.stream().filter(Fact.Requested.class::isInstance)
        .forEach(fact -> happened.add("recorded " + fact.ref().name()));
  }

  private Answer write(Effect.Write effect) {
    happened.add("wrote " + effect.ref().name());
    return refusal();
  }

  private static Answer refusal() {
    return new Answer.Refused(403, "no");
  }

  private List<DeferReason> deferrals() {
    return engine.review(now).stream().filter(review -> review.ref().equals(shop.cart()))
        .flatMap(review -> review.deferred().stream()).map(Deferral::reason).toList();
  }
}
