package dev.driftless.simulation;

import dev.driftless.sim.time.Timeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Lets code that blocks run in virtual time. Each task has a thread, but only one thread runs at any moment: a task
 * gives way where it {@linkplain #sleep sleeps}, and is woken by the timeline. So the same inputs give the same order.
 */
final class Actors implements Executor {

  private final Timeline timeline;
  private Actor current;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean dead;
  private boolean frozen;

  Actors(Timeline timeline) {
    this.timeline = timeline;
  }

  /** From now on nothing of them runs any more, wherever it is. */
  void kill() {
    dead = true;
  }

  /** Until they thaw nothing of them goes on. */
  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
    while (!waiting.isEmpty()) {
      timeline.at(timeline.now(), waiting.removeFirst());
    }
  }

  /** Does it now, or when they thaw; never if they are dead. */
  void whenAwake(Runnable task) {
    if (frozen) {
      waiting.addLast(() -> whenAwake(task));
    } else if (!dead) {
      task.run();
    }
  }

  @Override
  public void execute(Runnable task) {
    Actor actor = new Actor(task);
    timeline.at(timeline.now(), () -> wake(actor));
  }

  private void wake(Actor actor) {
    whenAwake(() -> {
      current = actor;
      actor.run();
      current = null;
    });
  }

  /** Called by a task. The time passes for it, and everybody else goes on. */
  void sleep(Duration time) {
    Actor sleeper = current;
    timeline.after(time, () -> wake(sleeper));
    sleeper.giveWay();
  }

  /** Called by a task that dies with its process. */
  void sleepForEver() {
    current.giveWay();
  }

  private static final class Actor {

    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private final Runnable task;
    private Throwable failure;
    private boolean started;

    Actor(Runnable task) {
      this.task = task;
    }

    void run() {
      if (started) {
        go.release();
      } else {
        started = true;
        Thread.ofVirtual().start(this::work);
      }
      back.acquireUninterruptibly();
      if (failure != null) {
        throw new IllegalStateException("a task of the daemon broke down", failure);
      }
    }

    private void work() {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      back.release();
    }

    void giveWay() {
      back.release();
      go.acquireUninterruptibly();
    }
  }
}
