package dev.driftless.simulation;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Facts;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.edge.loop.Writer;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Something wrong that the simulation must see.
 *
 * @param invariant the one that it breaks
 * @param sabotage  a new one for each run
 */
record Fault(String name, int invariant, Supplier<Sabotage> sabotage) {

  /** The engine goes by another policy than the one that people have set. */
  static Fault policy(String name, int invariant, UnaryOperator<Policy> wrong) {
    return new Fault(name, invariant, () -> new Sabotage() {
      @Override
      Policy policy(Policy right) {
        return wrong.apply(right);
      }
    });
  }

  /** What is watched does not reach the engine as it is. */
  static Fault seen(String name, int invariant, BiFunction<Change, Integer, Stream<Change>> wrong) {
    return new Fault(name, invariant, () -> new Sabotage() {
      @Override
      Stream<Change> seen(Change right, int process) {
        return wrong.apply(right, process);
      }
    });
  }

  /** Objects of one kind look to the engine as they are not. */
  static <T extends Facts> Fault facts(String name, int invariant, Class<T> kind, UnaryOperator<T> wrong) {
    return seen(name, invariant, (change, process) -> Stream.of(Forged.change(change, kind, wrong)));
  }

  static Fault sent(String name, int invariant, UnaryOperator<Request> wrong) {
    return new Fault(name, invariant, () -> new Sabotage() {
      @Override
      Request sent(Request right) {
        return wrong.apply(right);
      }
    });
  }

  static Fault write(String name, int invariant, BiFunction<Effect.Write, Writer, Answer> wrong) {
    return new Fault(name, invariant, () -> new Sabotage() {
      @Override
      Answer write(Effect.Write effect, Writer right) {
        return wrong.apply(effect, right);
      }
    });
  }

  static Fault told(String name, int invariant, UnaryOperator<List<Fact>> wrong) {
    return new Fault(name, invariant, () -> new Sabotage() {
      @Override
      List<Fact> told(List<Fact> right) {
        return wrong.apply(right);
      }
    });
  }
}
