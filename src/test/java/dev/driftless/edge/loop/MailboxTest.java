package dev.driftless.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

class MailboxTest {

  private static final ObjectKey CART = new ObjectKey(Resource.PODS, "shop", "cart-1");
  private static final ObjectKey BANK = new ObjectKey(Resource.PODS, "bank", "ledger-1");

  private final AtomicInteger wakes = new AtomicInteger();
  private final Mailbox mailbox = new Mailbox(wakes::incrementAndGet);

  @Test
  void the_last_change_of_an_object_wins() {
    Change last = new Change.Gone(CART);
    mailbox.offer(new Change.Gone(CART));
    mailbox.offer(new Change.Gone(BANK));
    mailbox.offer(last);

    assertThat(mailbox.drain().changes()).hasSize(2).first().isSameAs(last);
    assertThat(mailbox.drain().changes()).isEmpty();
  }

  @Test
  void only_the_first_mark_in_an_idle_mailbox_wakes() {
    mailbox.offer(new Change.Gone(CART));
    mailbox.offer(new Change.Gone(BANK));
    assertThat(wakes).hasValue(1);

    mailbox.drain();
    mailbox.offer(reply());
    mailbox.offer(new Change.Gone(CART));

    assertThat(wakes).hasValue(2);
  }

  @Test
  void replies_are_never_conflated() {
    mailbox.offer(reply());
    mailbox.offer(reply());

    assertThat(mailbox.drain().replies()).containsExactly(reply(), reply());
  }

  private static Mailbox.Reply reply() {
    Effect.Restart effect = new Effect.Restart(new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u"), "1",
        new Marks("id", "t", 1, Instant.EPOCH), false);
    return new Mailbox.Reply.OfWrite(effect, new Answer.Accepted("2"));
  }
}
