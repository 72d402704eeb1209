package dev.driftless.app;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.ProofAnswer;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts questions of an engine to the API server until there are none left, a few at a time. The first of them goes
 * alone: where asking is forbidden, once is enough.
 */
public final class Inquiry {

  private static final int AT_ONCE = 8;

  private final Function<Effect.Prove, ProofAnswer> prover;
  private final Listener listener;

  /**
   * Sees how far it is.
   */
  @FunctionalInterface
  public interface Listener {

    void answered(int answers, int questions);
  }

  /** @param prover blocks until it has an answer; called by several threads at once */
  public Inquiry(Function<Effect.Prove, ProofAnswer> prover, Listener listener) {
    this.prover = prover;
    this.listener = listener;
  }

  /**
   * Returns when everything is answered, or asking turned out to be forbidden. The engine is used by this thread only.
   *
   * @param open what is to be asked now
   * @param now  the one moment of the look that the engine rests on
   */
  public void ask(Engine engine, Supplier<List<Effect.Prove>> open, Instant now) {
    boolean any = false;
    for (List<Effect.Prove> questions = open.get(); !questions.isEmpty(); questions = open.get()) {
      any = true;
      round(engine, questions, now);
    }
    if (any) {
      engine.tick(now);
    }
  }

  private void round(Engine engine, List<Effect.Prove> questions, Instant now) {
    engine.proved(questions.getFirst(), prover.apply(questions.getFirst()), now);
    listener.answered(1, questions.size());
    if (engine.proofDenial(now).isPresent()) {
      return;
    }
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      CompletionService<Runnable> answers = new ExecutorCompletionService<>(threads);
      int asked = 1;
      for (int answered = 1; answered < questions.size(); answered++) {
        for (; asked < questions.size() && asked - answered < AT_ONCE; asked++) {
          Effect.Prove question = questions.get(asked);
          answers.submit(() -> {
            ProofAnswer answer = prover.apply(question);
            return () -> engine.proved(question, answer, now);
          });
        }
        answers.take().get().run();
        listener.answered(answered + 1, questions.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the API server", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking the API server failed", e.getCause());
    }
  }
}
