package dev.driftless.e2e;

import dev.driftless.core.drift.Verdict;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came out, over many pods. */
final class Tally {

  private static final Pattern INVALID = Pattern.compile("invalid value '([^']*)' for annotation '([^']*)'");

  private final Map<Judged.Outcome, Integer> outcomes = new EnumMap<>(Judged.Outcome.class);
  private final Map<String, Integer> unknowns = new TreeMap<>();
  private final Map<String, Integer> unexpected = new TreeMap<>();
  private int plain;
  private int plainUnknown;

  void add(Judged judged, boolean plainPod) {
    outcomes.merge(judged.outcome(), 1, Integer::sum);
    if (judged.outcome() == Judged.Outcome.UNKNOWN) {
      Verdict.Unknown unknown = judged.unknown().orElseThrow();
      unknowns.merge(unknown.reason() + ": " + unknown.detail().replaceAll("'[^']*'", "'…'"), 1, Integer::sum);
    }
    if (judged.outcome() == Judged.Outcome.REFUSED_UNEXPECTEDLY) {
      unexpected.merge(cause(judged.answer().refusal()), 1, Integer::sum);
    }
    plain += plainPod ? 1 : 0;
    plainUnknown += plainPod && judged.outcome() == Judged.Outcome.UNKNOWN ? 1 : 0;
  }

  int count(Judged.Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  int admitted() {
    return count(Judged.Outcome.SIDECAR) + count(Judged.Outcome.NO_SIDECAR) + count(Judged.Outcome.UNKNOWN)
        + count(Judged.Outcome.WRONG);
  }

  int plainUnknown() {
    return plainUnknown;
  }

  private static String cause(String refusal) {
    Matcher invalid = INVALID.matcher(refusal);
    return invalid.find() ? invalid.group(2) + "='" + invalid.group(1) + "'"
        : refusal.substring(Math.max(0, refusal.length() - 160));
  }

  @Override
  public String toString() {
    return "%d admitted %s, %d plain of which %d unknown%n  unknown: %s%n  refused, not foreseen: %s"
        .formatted(admitted(), outcomes, plain, plainUnknown, lines(unknowns), lines(unexpected));
  }

  private static String lines(Map<String, Integer> counts) {
    StringBuilder lines = new StringBuilder();
    counts.forEach((name, count) -> lines.append("\n    ").append(count).append(" x ").append(name));
    return lines.isEmpty() ? "nothing" : lines.toString();
  }
}
