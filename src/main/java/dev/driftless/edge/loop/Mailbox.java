package dev.driftless.edge.loop;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One place per object, the last change wins: a burst takes memory by the number of objects, not of events. Any thread
 * may offer; one thread drains.
 */
public final class Mailbox {

  private final Map<ObjectKey, Change> changes = new LinkedHashMap<>();
  private final List<Reply> replies = new ArrayList<>();
  private final Runnable wake;

  /** @param wake called by whoever offers first to an idle mailbox, on that thread */
  public Mailbox(Runnable wake) {
    this.wake = wake;
  }

  public void offer(Change change) {
    boolean idle;
    synchronized (this) {
      idle = isIdle();
      changes.put(change.key(), change);
    }
    wakeIf(idle);
  }

  /** Replies are never conflated. */
  public void offer(Reply reply) {
    boolean idle;
    synchronized (this) {
      idle = isIdle();
      replies.add(reply);
    }
    wakeIf(idle);
  }

  /** Takes everything out. */
  public synchronized Contents drain() {
    Contents contents = new Contents(List.copyOf(changes.values()), List.copyOf(replies));
    changes.clear();
    replies.clear();
    return contents;
  }

  private boolean isIdle() {
    return changes.isEmpty() && replies.isEmpty();
  }

  private void wakeIf(boolean idle) {
    if (idle) {
      wake.run();
    }
  }

  /** An effect with what came of it. */
  public sealed interface Reply {

    record OfWrite(Effect.Write effect, Answer answer) implements Reply {}

    record OfProof(Effect.Prove effect, ProofAnswer answer) implements Reply {}
  }

  /** @param changes in the order in which their objects were first offered */
  public record Contents(List<Change> changes, List<Reply> replies) {}
}
