package dev.driftless.simulation;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.remediation.Marks;
import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.edge.loop.Writer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Pods that are taken away when they must not be. */
final class WrongEvictions {

  private WrongEvictions() {}

  static List<Fault> all() {
    return List.of(new Fault("pods are deleted, whatever budgets allow", 7, Deleting::new),
        Fault.write("evictions are sent twice", 9, WrongEvictions::twice),
        Fault.sent("evictions may meet any version of a pod", 9, right -> new Request(right.method(), right.path(),
            right.contentType(), right.path().contains("/eviction?")
                ? right.body().replaceAll(",\"resourceVersion\":\"[0-9]*\"", "") : right.body())),
        Fault.seen("what came for an evicted pod seems to be ready", 9, (change, process) -> Stream.of(Forged.change(
            Forged.change(change, WorkloadFacts.class, right -> right.strategy().byEviction()
                ? Forged.with(right, Forged.done(right.replicas())) : right),
            PodFacts.class, Forged::ready))),
        new Fault("marks are not written, and believed", 9, Unmarked::new),
        midway("a pause midway is not heard", 6, (change, begun) -> begun.isEmpty() ? change
            : Forged.change(change, NamespaceFacts.class,
                right -> Forged.unannotated(right, "driftless.dev/pause"::equals))),
        midway("an opt-out midway is not heard", 5, (change, begun) -> begun.isEmpty() ? change
            : Forged.change(change, NamespaceFacts.class, right -> Forged.unannotated(right, Oracle.OPT_OUT::equals))));
  }

  private static Answer twice(Effect.Write effect, Writer right) {
    Answer first = right.write(effect);
    if (effect instanceof Effect.Evict && !effect.dryRun()) {
      right.write(effect);
    }
    return first;
  }

  /** What is seen once evictions of some workload have begun. @param wrong given the UIDs of those */
  private static Fault midway(String name, int invariant, BiFunction<Change, Set<String>, Change> wrong) {
    Supplier<Sabotage> sabotage = () -> new Sabotage() {
      private final Set<String> begun = new HashSet<>();

      @Override
      Answer write(Effect.Write effect, Writer right) {
        if (effect instanceof Effect.Mark) {
          begun.add(effect.ref().uid());
        }
        return right.write(effect);
      }

      @Override
      Stream<Change> seen(Change right, int process) {
        return Stream.of(wrong.apply(right, begun));
      }
    };
    return new Fault(name, invariant, sabotage);
  }

  private static final class Deleting extends Sabotage {

    @Override
    Stream<Change> seen(Change right, int process) {
      return Stream.of(Forged.change(right, BudgetFacts.class,
          budget -> new BudgetFacts(budget.namespace(), budget.name(), budget.selector(), 99, false)));
    }

    @Override
    Request sent(Request right) {
      boolean real = right.path().contains("/eviction?") && !right.path().contains("dryRun");
      return real ? new Request("DELETE", right.path().replace("/eviction?", "?"), right.contentType(),
          right.body().replaceAll(".*\"deleteOptions\":(\\{.*}})}", "$1")) : right;
    }
  }

  /** They are never sent, and seen as soon as anything of the workload is. */
  private static final class Unmarked extends Sabotage {

    private final Map<String, Marks> pretended = new HashMap<>();

    @Override
    Answer write(Effect.Write effect, Writer right) {
      if (effect instanceof Effect.Mark) {
        pretended.put(effect.ref().uid(), effect.marks());
        return new Answer.Accepted("1");
      }
      return right.write(effect);
    }

    @Override
    Stream<Change> seen(Change right, int process) {
      return Stream.of(right instanceof Change.Observed(ObjectKey key, WorkloadFacts facts)
          && pretended.containsKey(facts.ref().uid())
              ? new Change.Observed(key, Forged.marked(facts, pretended.get(facts.ref().uid()))) : right);
    }
  }
}
