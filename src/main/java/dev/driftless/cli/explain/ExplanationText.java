package dev.driftless.cli.explain;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Source;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.injection.WebhookSelection;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.stuck.PodDiagnosis;
import dev.driftless.core.stuck.Refusal;

import java.util.List;
import java.util.stream.Collectors;

/** An explanation for people: the answer first, then what it rests on. */
public final class ExplanationText {

  private static final int NAMED = 5;

  private final Explanation explanation;
  private final Page page = new Page();

  private ExplanationText(Explanation explanation) {
    this.explanation = explanation;
  }

  public static String of(Explanation explanation) {
    return new ExplanationText(explanation).text();
  }

  private String text() {
    page.paragraph(Headline.of(explanation));
    explanation.asked().ifPresent(pod -> page.paragraph("Pod " + pod + " is one of the pods of "
        + explanation.story().review().ref() + "."));
    WayText.write(explanation, page);
    source();
    pods();
    expected();
    differences();
    FutureText.write(explanation, page);
    return page.toString();
  }

  private void source() {
    String revision = explanation.expectation().revision();
    if (revision.isEmpty()) {
      return;
    }
    String tags = explanation.story().webhooks().stream().filter(WebhookSelection::matches)
        .flatMap(webhook -> webhook.tag().stream()).map(tag -> ", by its tag " + tag).collect(Collectors.joining());
    page.paragraph("Who decides");
    page.line("revision " + revision + tags);
    page.line("control plane: " + explanation.revision().map(ExplanationText::controlPlane).orElse("none is known"));
  }

  private static String controlPlane(RevisionReview revision) {
    return (revision.image().isEmpty() ? "" : "istiod " + revision.image() + ", ") + revision.controlPlane().label()
        + (revision.detail().isEmpty() ? "" : " (" + revision.detail() + ")");
  }

  private void pods() {
    page.paragraph("What its pods have");
    if (explanation.pods().isEmpty()) {
      page.line("there are none");
    }
    explanation.groups().forEach((proxy, pods) -> {
      String who = Words.pods(pods.size()) + " (" + names(pods) + "): ";
      proxy.ifPresentOrElse(found -> {
        page.line(who + "a sidecar of image " + found.image()
            + (found.revision().isEmpty() ? "" : ", from revision " + found.revision()));
        ProxyText.write(found, page);
      }, () -> page.line(who + "no sidecar"));
    });
    List<PodFacts> unready = explanation.pods().stream().filter(pod -> !pod.state().ready()).toList();
    if (!unready.isEmpty()) {
      page.line("not ready: " + unready.stream().limit(NAMED).map(ExplanationText::unready)
          .collect(Collectors.joining(", ")) + more(unready));
    }
    explanation.story().workload().facts().flatMap(Refusal::of)
        .ifPresent(finding -> page.line("others cannot be made: " + finding.text()));
  }

  private static String unready(PodFacts pod) {
    return pod.name() + PodDiagnosis.of(pod)
        .map(finding -> " (" + finding.text() + ")").orElse("");
  }

  private static String names(List<PodFacts> pods) {
    return pods.stream().limit(NAMED).map(PodFacts::name).collect(Collectors.joining(", ")) + more(pods);
  }

  private static String more(List<PodFacts> pods) {
    return pods.size() > NAMED ? " and " + (pods.size() - NAMED) + " more" : "";
  }

  private void expected() {
    switch (explanation.expectation()) {
      case Injected injected -> {
        page.paragraph("What a new pod would get, " + (injected.source() == Source.PROVED
            ? "as the API server says" : "computed from the configuration"));
        page.line("a sidecar of image " + injected.image() + ", from revision " + injected.revision()
            + (injected.gateway() ? " (a gateway)" : ""));
        ProxyText.write(injected.features(), page);
      }
      case NotInjected none -> page.paragraph("What a new pod would get").line("no sidecar");
      case Undecidable unknown -> page.paragraph("What a new pod would get")
          .line("cannot be told: " + unknown.reason() + ": " + unknown.detail());
    }
  }

  private void differences() {
    List<Drift> drifts = explanation.story().review().drifts();
    if (drifts.isEmpty()) {
      return;
    }
    page.paragraph("What differs");
    drifts.forEach(drift -> {
      page.line(drift.reason() + ": " + drift.actual() + " → " + drift.expected());
      page.detail(Words.share(drift.pods(), explanation.pods().size()) + skew(drift) + "; policy "
          + explanation.policy(drift.reason()));
    });
  }

  private static String skew(Drift drift) {
    return switch (drift.skew()) {
      case NONE -> "";
      case PATCH -> "; a patch release behind";
      case MINOR -> "; one minor release behind";
      case UNSUPPORTED -> "; two minor releases behind or more, which Istio does not support";
      case AHEAD -> "; ahead of the control plane's, which Istio does not support";
    };
  }
}
