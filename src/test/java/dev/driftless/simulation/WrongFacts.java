package dev.driftless.simulation;

import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadFacts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lies about the cluster, told to the engine. */
final class WrongFacts {

  private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private WrongFacts() {}

  static List<Fault> all() {
    return List.of(
        Fault.seen("rollouts seem to be over at once", 2, (change, process) -> Stream.of(Forged.change(
            Forged.change(change, WorkloadFacts.class, right -> Forged.with(right, Forged.done(right.replicas()))),
            PodFacts.class, Forged::ready))),
        Fault.facts("marks are not seen", 2, WorkloadFacts.class, WrongFacts::unmarked),
        Fault.seen("a new process sees no marks", 2, (change, process) -> Stream.of(process == 1 ? change
            : Forged.change(change, WorkloadFacts.class, WrongFacts::unmarked))),
        Fault.facts("every pod looks old", 5, PodFacts.class,
            right -> Forged.image(right, "docker.io/istio/proxyv2:1.29.0")),
        Fault.facts("nobody seems to have opted out", 5, WorkloadFacts.class,
            right -> Forged.unannotated(right, Oracle.OPT_OUT::equals)),
        Fault.facts("no namespace seems to be paused", 6, NamespaceFacts.class,
            right -> Forged.unannotated(right, "driftless.dev/pause"::equals)),
        Fault.facts("no namespace seems to have a mode", 14, NamespaceFacts.class,
            right -> Forged.unannotated(right, "driftless.dev/mode"::equals)),
        Fault.facts("istiod always seems to be settled", 6, ControlPlaneFacts.class, Forged::settled),
        Fault.facts("nothing seems to be paused", 6, WorkloadFacts.class, right -> Forged.with(right,
            Forged.strategy(right.strategy(), right.strategy().maxUnavailable(), false))),
        Fault.facts("nobody seems to be named as a canary", 6, WorkloadFacts.class,
            right -> Forged.unannotated(right, CanariesHold.CANARY::equals)),
        Fault.seen("nothing seems to be annotated with windows", 6, (change, process) -> Stream.of(Forged.change(
            Forged.change(change, WorkloadFacts.class,
                right -> Forged.unannotated(right, Hours.ANNOTATION::equals)),
            NamespaceFacts.class, right -> Forged.unannotated(right, Hours.ANNOTATION::equals)))),
        new Fault("everything seems to be fresh", 6, Fresh::new),
        Fault.facts("budgets seem to allow everything", 7, BudgetFacts.class,
            right -> new BudgetFacts(right.namespace(), right.name(), right.selector(), 99, false)));
  }

  private static WorkloadFacts unmarked(WorkloadFacts right) {
    return Forged.unannotated(right, key -> key.startsWith("driftless.dev/") || key.equals(RESTARTED_AT));
  }

  private static final class Fresh extends Sabotage {

    @Override
    Map<Resource, InformerState> heard(Map<Resource, InformerState> right, Instant now) {
      return right.keySet().stream()
          .collect(Collectors.toMap(resource -> resource, resource -> new InformerState(true, now)));
    }
  }
}
