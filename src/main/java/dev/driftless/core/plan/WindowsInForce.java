package dev.driftless.core.plan;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.Durations;
import dev.driftless.core.model.NamespaceFacts;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The windows that one workload is held to: those of the configuration, each narrowed by those that its namespace, the
 * workload and its template are annotated with.
 */
final class WindowsInForce {

  static final String ANNOTATION = "driftless.dev/window";

  /** How an annotation is written. */
  private record Language(Function<String, Optional<Windows>> read, String allowed) {}

  private final Map<String, Windows> byOrigin = new LinkedHashMap<>();
  private Optional<Deferral> unreadable = Optional.empty();

  WindowsInForce(Candidate candidate, Windows configured, Inventory inventory) {
    put("the configuration", configured);
    inventory.namespace(candidate.ref().namespace()).map(NamespaceFacts::annotations)
        .ifPresent(annotations -> narrow("the namespace", annotations));
    narrow("the workload", candidate.facts().annotations());
    narrow("the pod template", candidate.facts().template().annotations());
  }

  private void narrow(String where, Map<String, String> annotations) {
    narrow(where, ANNOTATION, annotations, new Language(WindowText::read, WindowText.ALLOWED));
    narrow(where, KymaWindow.ANNOTATION, annotations, new Language(KymaWindow::read, KymaWindow.ALLOWED));
  }

  private void narrow(String where, String key, Map<String, String> annotations, Language language) {
    String text = annotations.get(key);
    if (text != null) {
      String found = "annotation " + key + ": \"" + text + "\" on " + where;
      language.read.apply(text).ifPresentOrElse(windows -> put("annotation " + key + " on " + where, windows),
          () -> unreadable = unreadable.or(() -> Optional.of(
              Deferral.of(DeferReason.WINDOW_UNREADABLE, found + "; allowed: " + language.allowed))));
    }
  }

  private void put(String origin, Windows windows) {
    if (!windows.unlimited()) {
      byOrigin.put(origin, windows);
    }
  }

  /** Whether anything says when the workload may be restarted. */
  boolean any() {
    return !byOrigin.isEmpty();
  }

  /**
   * @param  expected how long a restart will take
   * @return why it must not start now
   */
  Optional<Deferral> refusal(Supplier<Duration> expected, Instant now) {
    if (unreadable.isPresent() || byOrigin.isEmpty()) {
      return unreadable;
    }
    return switch (at(now)) {
      case Openness.Closed(Optional<Instant> next) -> Optional.of(outside(next, now));
      case Openness.Open(Optional<Instant> until) -> until.flatMap(end -> tooShort(end, expected.get(), now));
    };
  }

  private Openness at(Instant now) {
    return Openness.of(List.copyOf(byOrigin.values()), now);
  }

  private Deferral outside(Optional<Instant> next, Instant now) {
    String closed = byOrigin.entrySet().stream()
        .filter(entry -> entry.getValue().at(now) instanceof Openness.Closed)
        .map(entry -> "the windows of " + entry.getKey() + " are closed: " + entry.getValue())
        .collect(Collectors.joining(", and "));
    return new Deferral(DeferReason.OUTSIDE_WINDOW, next.isPresent() ? closed : closed
        + "; no moment of the next " + Durations.print(Windows.FORESEEN) + " is in all that it is held to", next);
  }

  private Optional<Deferral> tooShort(Instant end, Duration expected, Instant now) {
    if (!now.plus(expected).isAfter(end)) {
      return Optional.empty();
    }
    Optional<Instant> fit = firstFit(end, expected);
    String detail = "a restart is expected to take " + Durations.print(expected) + ", the window closes at " + end;
    return Optional.of(new Deferral(DeferReason.WINDOW_TOO_SHORT, fit.isPresent() ? detail
        : detail + "; none of the next " + Durations.print(Windows.FORESEEN) + " is long enough", fit));
  }

  /** The first opening that a restart fits into. */
  private Optional<Instant> firstFit(Instant from, Duration expected) {
    Instant end = from;
    while (end.isBefore(from.plus(Windows.FORESEEN))) {
      Optional<Instant> opening = at(end) instanceof Openness.Closed(Optional<Instant> next) ? next : Optional.empty();
      if (opening.isEmpty()) {
        return opening;
      }
      Optional<Instant> closing =
          at(opening.get()) instanceof Openness.Open(Optional<Instant> until) ? until : Optional.empty();
      if (closing.filter(opening.get().plus(expected)::isAfter).isEmpty()) {
        return opening;
      }
      end = closing.get();
    }
    return Optional.empty();
  }
}
