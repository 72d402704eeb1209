package dev.driftless.simulation;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.edge.kube.OfflineEdge.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** What the engine wants, done in another way. */
final class WrongDeeds {

  private WrongDeeds() {}

  static List<Fault> all() {
    return List.of(
        Fault.sent("patches have no precondition", 8, right -> body(right, "\"resourceVersion\":\"[0-9]*\",", "")),
        Fault.sent("patches set one more annotation", 8,
            right -> body(right, "\"annotations\":\\{", "\"annotations\":{\"example.com/mine\":\"1\",")),
        Fault.sent("patches change the specification", 8,
            right -> body(right, "\"spec\":\\{", "\"spec\":{\"minReadySeconds\":1,")),
        Fault.sent("dry runs are not dry", 14,
            right -> new Request(right.method(), right.path().replace("&dryRun=All", ""), right.contentType(),
                right.body())),
        Fault.sent("attempts are always the first", 9,
            right -> body(right, "\"driftless.dev/attempt\":\"[0-9]*\"", "\"driftless.dev/attempt\":\"1\"")),
        Fault.write("nothing is sent, and all is well", 13, (effect, right) -> new Answer.Accepted("1")),
        new Fault("answers are forgotten", 13, WrongDeeds::forgetful),
        Fault.told("deferrals are not told", 11, right -> without(right, Fact.Deferred.class::isInstance)),
        Fault.told("deferrals are told without a reason", 11, right -> right.stream().map(WrongDeeds::mute).toList()),
        Fault.told("verdicts are not told", 5, right -> without(right, Fact.Judged.class::isInstance)),
        Fault.told("restarts are not told", 12, right -> without(right, Fact.Requested.class::isInstance)),
        Fault.told("everything is told twice", 12, WrongDeeds::twice),
        Fault.told("endings are told again with another id", 12, WrongDeeds::again),
        Fault.told("what is tried again was told to be given up", 10,
            right -> right.stream().map(WrongDeeds::givenUp).toList()),
        new Fault("restarts are told when it is too late", 12, Late::new));
  }

  private static Request body(Request right, String what, String by) {
    return new Request(right.method(), right.path(), right.contentType(), right.body().replaceAll(what, by));
  }

  private static Sabotage forgetful() {
    return new Sabotage() {
      @Override
      Executor executor(Executor right) {
        int[] tasks = new int[1];
        return task -> {
          if (tasks[0]++ % 2 == 0) {
            right.execute(task);
          }
        };
      }
    };
  }

  private static List<Fact> without(List<Fact> right, Predicate<Fact> which) {
    return right.stream().filter(which.negate()).toList();
  }

  private static Fact mute(Fact right) {
    return right instanceof Fact.Deferred wait
        ? new Fact.Deferred(wait.id(), wait.at(), wait.ref(), wait.reason(), "", wait.until()) : right;
  }

  private static Fact givenUp(Fact right) {
    return right instanceof Fact.Ended ended
        && (ended.outcome() == Outcome.TIMED_OUT || ended.outcome() == Outcome.WITHOUT_SIDECAR)
            ? new Fact.Ended(ended.id(), ended.at(), ended.ref(), ended.marks(), Outcome.DID_NOT_CONVERGE,
                ended.detail())
            : right;
  }

  private static List<Fact> twice(List<Fact> right) {
    List<Fact> told = new ArrayList<>(right);
    told.addAll(right);
    return told;
  }

  private static List<Fact> again(List<Fact> right) {
    List<Fact> told = new ArrayList<>(right);
    right.stream().filter(Fact.Ended.class::isInstance).map(Fact.Ended.class::cast).map(ended -> new Fact.Ended(
        ended.id() + "-again", ended.at(), ended.ref(), ended.marks(), ended.outcome(), ended.detail()))
        .forEach(told::add);
    return told;
  }

  /** Tells everything one step later. */
  private static final class Late extends Sabotage {

    private List<Fact> kept = List.of();

    @Override
    List<Fact> told(List<Fact> right) {
      List<Fact> before = kept;
      kept = right;
      return before;
    }
  }
}
