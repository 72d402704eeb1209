package dev.driftless.cli.explain;

import dev.driftless.config.Suggestion;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.Review;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the workload that somebody means. */
public final class Search {

  private static final int MOST = 5;

  private final Engine engine;
  private final List<WorkloadRef> known;

  /** What came of looking. */
  public sealed interface Result {

    /** @param pod that was asked for in its stead; empty if it was asked for itself */
    record Found(WorkloadRef ref, Optional<String> pod) implements Result {}

    /** @param message for people, with what else they could have meant */
    record Missing(String message) implements Result {}
  }

  public Search(Engine engine, Instant now) {
    this.engine = engine;
    this.known = engine.review(now).stream().map(Review::ref).toList();
  }

  public Result find(WorkloadName name, String namespace) {
    Optional<WorkloadRef> itself = known.stream().filter(ref -> ref.kind() == name.kind()
        && ref.namespace().equals(namespace) && ref.name().equals(name.name())).findFirst();
    if (itself.isPresent()) {
      return new Result.Found(itself.get(), Optional.empty());
    }
    Optional<WorkloadRef> owner =
        name.kind() == Kind.POD ? engine.ownerOf(namespace, name.name()) : Optional.empty();
    if (owner.isPresent()) {
      return known.contains(owner.get()) ? new Result.Found(owner.get(), Optional.of(name.name()))
          : new Result.Missing("Pod " + namespace + "/" + name.name() + " has ended, and nothing is left of "
              + owner.get() + " to tell about");
    }
    return new Result.Missing("no " + name.kind().label() + " " + namespace + "/" + name.name()
        + suggestion(name, namespace));
  }

  /** Of the same name elsewhere or of another kind; else of a similar name in that namespace. */
  private String suggestion(WorkloadName name, String namespace) {
    List<String> meant = known.stream().filter(ref -> ref.name().equals(name.name()))
        .map(WorkloadRef::toString).toList();
    if (meant.isEmpty()) {
      List<WorkloadRef> around = known.stream().filter(ref -> ref.namespace().equals(namespace)).toList();
      Optional<String> nearest =
          Suggestion.nearest(name.name(), around.stream().map(WorkloadRef::name).distinct().toList());
      meant = around.stream().filter(ref -> nearest.filter(ref.name()::equals).isPresent())
          .map(WorkloadRef::toString).toList();
    }
    return meant.isEmpty() ? "" : "; did you mean " + meant.stream().limit(MOST).collect(Collectors.joining(", "))
        + (meant.size() > MOST ? " or " + (meant.size() - MOST) + " more" : "") + "?";
  }
}
