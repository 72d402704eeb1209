package dev.driftless.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.remediation.Marks;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class GuardedWriterTest {

  private static final Effect.Restart RESTART = new Effect.Restart(
      new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u"), "1", new Marks("id", "t", 1, Instant.EPOCH), false);

  private final List<Effect.Write> sent = new ArrayList<>();

  @Test
  void never_sends_more_than_the_rate_and_never_waits() {
    GuardedWriter writer = writer(2, new Answer.Accepted("2"));

    writer.write(RESTART);
    writer.write(RESTART);

    assertThat(writer.write(RESTART)).isEqualTo(new Answer.HeldBack(DeferReason.RATE));
    assertThat(sent).hasSize(2);
  }

  @Test
  void another_rate_begins_a_new_cycle_and_the_same_one_does_not() {
    GuardedWriter writer = writer(1, new Answer.Accepted("2"));
    writer.write(RESTART);

    writer.under(new Limits.Rate(1, Duration.ofHours(1)));
    assertThat(writer.write(RESTART)).isEqualTo(new Answer.HeldBack(DeferReason.RATE));

    writer.under(new Limits.Rate(1, Duration.ofHours(2)));
    assertThat(writer.write(RESTART)).isEqualTo(new Answer.Accepted("2"));
    assertThat(writer.write(RESTART)).isEqualTo(new Answer.HeldBack(DeferReason.RATE));
  }

  @Test
  void stops_writing_while_the_api_server_fails() {
    GuardedWriter writer = writer(100, new Answer.Unanswered("timeout"));

    for (int i = 0; i < 3; i++) {
      writer.write(RESTART);
    }

    assertThat(writer.write(RESTART)).isEqualTo(new Answer.HeldBack(DeferReason.API_BREAKER));
    assertThat(sent).hasSize(3);
  }

  @Test
  void a_refusal_is_an_answer_of_a_healthy_server() {
    GuardedWriter writer = writer(100, new Answer.Refused(403, "no"));

    for (int i = 0; i < 20; i++) {
      assertThat(writer.write(RESTART)).isEqualTo(new Answer.Refused(403, "no"));
    }
  }

  @Test
  void a_writer_that_throws_leaves_open_whether_it_wrote() {
    GuardedWriter writer = new GuardedWriter(effect -> {
      throw new IllegalStateException("broken");
    }, new Limits.Rate(1, Duration.ofHours(1)));

    assertThat(writer.write(RESTART))
        .isEqualTo(new Answer.Unanswered("java.lang.IllegalStateException: broken"));
  }

  private GuardedWriter writer(int restarts, Answer answer) {
    return new GuardedWriter(effect -> {
      sent.add(effect);
      return answer;
    }, new Limits.Rate(restarts, Duration.ofHours(1)));
  }
}
