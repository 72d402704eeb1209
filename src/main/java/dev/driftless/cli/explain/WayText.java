package dev.driftless.cli.explain;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Gate;
import dev.driftless.core.injection.WebhookSelection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The way of the template through the injector, up to the gate that decided. */
final class WayText {

  private static final int MOST = 4;

  private WayText() {}

  static void write(Explanation explanation, Page page) {
    List<Gate> gates = explanation.story().gates();
    page.paragraph("Should it have a sidecar? " + answer(explanation));
    explanation.story().namespace().ifPresent(namespace -> page.line("labels of namespace " + namespace.name()
        + " that may decide: " + Words.pairs(deciding(namespace.labels()))));
    explanation.story().workload().template().ifPresent(template -> page.line(
        "labels of the template that may decide: " + Words.pairs(deciding(template.labels()))));
    gates.forEach(gate -> page.line(mark(gate) + "  " + gate.name().label() + ": " + gate.words()));
    if (gates.isEmpty()) {
      return;
    }
    switch (gates.getLast().answer()) {
      case PASSED -> { }
      case REFUSED -> {
        if (gates.getLast().name() == Gate.Name.WEBHOOK) {
          nearest(explanation.story().webhooks(), page);
        }
      }
      case UNCLEAR -> {
        if (explanation.expectation() instanceof Expectation.Injected) {
          page.line("ok  the API server itself: a new pod gets a sidecar");
        }
      }
    }
  }

  private static String answer(Explanation explanation) {
    if (explanation.expectation() instanceof Expectation.Injected) {
      return "Yes.";
    }
    return explanation.expectation() instanceof Expectation.NotInjected ? "No." : "That cannot be told.";
  }

  private static Map<String, String> deciding(Map<String, String> labels) {
    Map<String, String> deciding = new TreeMap<>(labels);
    deciding.keySet().removeIf(key -> !key.contains("istio"));
    return deciding;
  }

  private static String mark(Gate gate) {
    return switch (gate.answer()) {
      case PASSED -> "ok";
      case REFUSED -> "no";
      case UNCLEAR -> "? ";
    };
  }

  /** Those webhooks of which the fewest wishes are not met. */
  private static void nearest(List<WebhookSelection> webhooks, Page page) {
    int fewest = webhooks.stream().mapToInt(webhook -> webhook.unmet().size()).min().orElse(0);
    webhooks.stream().filter(webhook -> webhook.unmet().size() == fewest)
        .sorted(Comparator.comparing(WebhookSelection::name)).limit(MOST)
        .forEach(webhook -> page.detail(webhook.name() + " would be called with "
            + String.join(" and ", webhook.unmet())));
  }
}
