package dev.driftless.core.remediation;

import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * What one restart writes on its workload, and so all that is remembered of it. Annotations
 * {@code driftless.dev/{restart-id,target,attempt,started-at}} of the workload, {@code retried} if that was so, and
 * {@code restart-id} of its template.
 *
 * @param target    what the pods are expected to become
 * @param attempt   number of this attempt towards the target, from 1
 * @param startedAt when it was decided, to the second
 * @param retried   whether the attempts towards that target were begun anew because a person asked for it
 */
public record Marks(String restartId, String target, int attempt, Instant startedAt, boolean retried) {

  public static final String RESTART_ID = "driftless.dev/restart-id";
  public static final String TARGET = "driftless.dev/target";
  public static final String ATTEMPT = "driftless.dev/attempt";
  public static final String STARTED_AT = "driftless.dev/started-at";
  /** Set by people: the target that a workload which was given up shall be restarted towards once more. */
  public static final String RETRY = "driftless.dev/retry";
  /** The last target that this was done for. As it stays, {@link #RETRY} may stay as well, or be put back by a tool. */
  public static final String RETRIED = "driftless.dev/retried";
  /** The annotation by which {@code kubectl rollout restart} and others restart, on the template. */
  public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
  /** Where somebody's restart leaves its time, on the template: kubectl and most others, and Kyma's restarters. */
  public static final Set<String> RESTART_STAMPS = Set.of(RESTARTED_AT,
      "istio-operator.kyma-project.io/restartedAt", "restarter.istio-operator.kyma-project.io/restartedAt");

  public Marks(String restartId, String target, int attempt, Instant startedAt) {
    this(restartId, target, attempt, startedAt, false);
  }

  /** The marks of a restart decided now. The same decision has the same id, also when it is taken again. */
  public static Marks decide(WorkloadRef ref, String target, int attempt, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    String id = Fingerprint.of(ref.uid(), target, Integer.toString(attempt), second.toString());
    return new Marks(id, target, attempt, second);
  }

  /** The same of a restart that follows from {@link #RETRY}. */
  public Marks asRetried() {
    return new Marks(restartId, target, attempt, startedAt, true);
  }

  /** Reads the marks from a workload's annotations. */
  public static Reading read(Map<String, String> annotations) {
    String id = annotations.get(RESTART_ID);
    if (id == null) {
      return new Reading.None();
    }
    String attempt = annotations.getOrDefault(ATTEMPT, "");
    if (!attempt.matches("[1-9][0-9]{0,5}")) {
      return new Reading.Unreadable(ATTEMPT + ": \"" + attempt + "\"; allowed: a number from 1");
    }
    String startedAt = annotations.getOrDefault(STARTED_AT, "");
    try {
      String target = annotations.getOrDefault(TARGET, "");
      return new Reading.Found(new Marks(id, target, Integer.parseInt(attempt), Instant.parse(startedAt),
          target.equals(annotations.get(RETRIED))));
    } catch (DateTimeParseException e) {
      return new Reading.Unreadable(STARTED_AT + ": \"" + startedAt + "\"; allowed: a time as 2026-01-31T12:00:00Z");
    }
  }

  /** What a workload's annotations say of its last restart by us. */
  public sealed interface Reading {

    record None() implements Reading {}

    record Found(Marks marks) implements Reading {}

    /** @param detail names the annotation, its value and what is allowed */
    record Unreadable(String detail) implements Reading {}
  }
}
