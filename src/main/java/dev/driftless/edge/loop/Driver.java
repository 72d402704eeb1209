package dev.driftless.edge.loop;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Census;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.engine.Memory;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.engine.Step;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One turn of the daemon: take in what happened, let the engine decide, record, act. {@link #turn} is called by one
 * thread; the answers come back through the mailbox.
 */
public final class Driver {

  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Supplier<Map<Resource, InformerState>> informers;
  private final Supplier<AlertState> alerts;
  private final Journal journal;
  private final Effectors effectors;
  private final Executor executor;
  private final AtomicInteger writing = new AtomicInteger();
  private final AtomicBoolean admitting = new AtomicBoolean(true);
  private final AtomicReference<UnaryOperator<Engine>> role = new AtomicReference<>(UnaryOperator.identity());
  private final AtomicReference<Policy> policy = new AtomicReference<>();
  private boolean telling = true;
  private Engine engine;

  /** @param ports what the driver stands on */
  public Driver(Engine engine, Mailbox mailbox, Ports ports) {
    this.engine = engine;
    this.mailbox = mailbox;
    this.clock = ports.clock();
    this.informers = ports.informers();
    this.alerts = ports.alerts();
    this.journal = ports.journal();
    this.effectors = ports.effectors();
    this.executor = ports.executor();
  }

  /**
   * The world around the driver.
   *
   * @param clock     the API server's time, as well as it is known
   * @param informers how far the facts can be trusted
   * @param alerts    which alerts fire, as far as that is asked for
   * @param executor  where effects block
   */
  public record Ports(InstantSource clock, Supplier<Map<Resource, InformerState>> informers,
      Supplier<AlertState> alerts, Journal journal, Effectors effectors, Executor executor) {}

  /** Who performs which effect. */
  public record Effectors(Writer writer, Prover prover, Keeper keeper) {}

  /** From the next turn on only judges. What is found out then, whoever leads records. */
  public void standBy(String why) {
    role.set(before -> {
      before.standBy(why);
      telling = false;
      return before;
    });
  }

  /**
   * From the next turn on acts.
   *
   * @param since  when the lease was got
   * @param memory what was written down until then
   */
  public void lead(Instant since, Memory memory) {
    role.set(before -> {
      Engine successor = before.successor(since);
      successor.remembered(memory);
      telling = true;
      return successor;
    });
  }

  /** From the next turn on that is what people want. May be called from any thread. */
  public void under(Policy next) {
    policy.set(next);
  }

  /** Everything counted, as of the last turn. On the thread of the turns. */
  public Census census() {
    return engine.census();
  }

  /**
   * Takes in everything that has come and acts on it. The informers are asked first: what they have listed by then is
   * in the mailbox, while what they list later may not be.
   */
  public void turn() {
    engine = role.getAndSet(UnaryOperator.identity()).apply(engine);
    Map<Resource, InformerState> states = informers.get();
    Mailbox.Contents contents = mailbox.drain();
    Instant now = clock.instant();
    Optional.ofNullable(policy.getAndSet(null)).ifPresent(next -> engine.under(next, now));
    engine.observe(contents.changes(), now);
    contents.replies().forEach(reply -> take(reply, now));
    if (!admitting.get()) {
      record(engine.told());
      return;
    }
    engine.informers(states);
    engine.alerts(alerts.get());
    Step step = engine.tick(now);
    record(step.facts());
    step.effects().forEach(this::perform);
  }

  private void record(List<Fact> facts) {
    if (telling && !facts.isEmpty()) {
      journal.append(facts);
    }
  }

  private void take(Mailbox.Reply reply, Instant now) {
    switch (reply) {
      case Mailbox.Reply.OfWrite(Effect.Write effect, Answer answer) -> engine.answered(effect, answer, now);
      case Mailbox.Reply.OfProof(Effect.Prove effect, ProofAnswer answer) -> engine.proved(effect, answer, now);
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Write write -> perform(write);
      case Effect.Prove prove -> perform(prove);
      case Effect.Remember(Memory memory) -> effectors.keeper().keep(memory);
    }
  }

  private void perform(Effect.Write effect) {
    writing.incrementAndGet();
    run(() -> answer(effect, write(effect)),
        () -> answer(effect, new Answer.Failed("not sent: the daemon is stopping")));
  }

  private void perform(Effect.Prove effect) {
    run(() -> mailbox.offer(new Mailbox.Reply.OfProof(effect, prove(effect))), () -> { });
  }

  private void run(Runnable work, Runnable tooLate) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      tooLate.run();
    }
  }

  private void answer(Effect.Write effect, Answer answer) {
    mailbox.offer(new Mailbox.Reply.OfWrite(effect, answer));
    writing.decrementAndGet();
  }

  /** Nothing can have happened by a dry run that broke down. */
  private ProofAnswer prove(Effect.Prove effect) {
    try {
      return effectors.prover().prove(effect);
    } catch (RuntimeException | Error e) {
      LOG.error("dry run broke down kind={} namespace={} name={}", effect.ref().kind().label(),
          effect.ref().namespace(), effect.ref().name(), e);
      return new ProofAnswer.Failed(e.toString());
    }
  }

  /** A write that broke down may have been applied. */
  private Answer write(Effect.Write effect) {
    try {
      return effectors.writer().write(effect);
    } catch (RuntimeException | Error e) {
      LOG.error("write broke down kind={} namespace={} name={}", effect.ref().kind().label(), effect.ref().namespace(),
          effect.ref().name(), e);
      return new Answer.Unanswered(e.toString());
    }
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
