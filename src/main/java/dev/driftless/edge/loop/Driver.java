package dev.driftless.edge.loop;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.engine.Step;
import dev.driftless.core.model.Resource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One turn of the daemon: take in what happened, let the engine decide, record, act. {@link #turn} is called by one
 * thread; the answers come back through the mailbox.
 */
public final class Driver {

  private final Engine engine;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Supplier<Map<Resource, InformerState>> informers;
  private final Journal journal;
  private final Writer writer;
  private final Executor executor;
  private final AtomicInteger writing = new AtomicInteger();
  private final AtomicBoolean admitting = new AtomicBoolean(true);

  /** @param ports what the driver stands on */
  public Driver(Engine engine, Mailbox mailbox, Ports ports) {
    this.engine = engine;
    this.mailbox = mailbox;
    this.clock = ports.clock();
    this.informers = ports.informers();
    this.journal = ports.journal();
    this.writer = ports.writer();
    this.executor = ports.executor();
  }

  /**
   * The world around the driver.
   *
   * @param clock     the API server's time, as well as it is known
   * @param informers how far the facts can be trusted
   * @param executor  where writes block
   */
  public record Ports(InstantSource clock, Supplier<Map<Resource, InformerState>> informers, Journal journal,
      Writer writer, Executor executor) {}

  /** Takes in everything that has come and acts on it. */
  public void turn() {
    Mailbox.Contents contents = mailbox.drain();
    Instant now = clock.instant();
    engine.observe(contents.changes(), now);
    contents.replies().forEach(reply -> engine.answered(reply.effect(), reply.answer(), now));
    if (!admitting.get()) {
      return;
    }
    engine.informers(informers.get());
    Step step = engine.tick(now);
    if (!step.facts().isEmpty()) {
      journal.append(step.facts());
    }
    step.effects().forEach(this::perform);
  }

  private void perform(Effect.Restart effect) {
    writing.incrementAndGet();
    executor.execute(() -> {
      try {
        mailbox.offer(new Mailbox.Reply(effect, writer.restart(effect)));
      } finally {
        writing.decrementAndGet();
      }
    });
  }

  /** Stops deciding, for good. Writes that are under way go on. */
  public void stopAdmitting() {
    admitting.set(false);
  }

  /** Number of writes without an answer. May be called from any thread. */
  public int writing() {
    return writing.get();
  }
}
