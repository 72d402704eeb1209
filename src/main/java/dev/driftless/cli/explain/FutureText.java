package dev.driftless.cli.explain;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Marks;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What Driftless will do, why not now, and what it did. */
final class FutureText {

  private final Explanation explanation;
  private final Page page;

  private FutureText(Explanation explanation, Page page) {
    this.explanation = explanation;
    this.page = page;
  }

  static void write(Explanation explanation, Page page) {
    new FutureText(explanation, page).write();
  }

  private void write() {
    page.paragraph("What happens");
    page.line(explanation.around().inScope() ? prospect()
        : "nothing: by its configuration Driftless does not look at this namespace");
    review().deferred().forEach(deferral -> page.detail(deferral(deferral)));
    explanation.story().turn().filter(turn -> explanation.around().inScope()).ifPresent(turn -> page.line(
        "in order it is number " + turn.position() + " of " + turn.of() + "; " + turn.wave()));
    explanation.around().unprovable().ifPresent(detail -> page.line("proofs: not permitted: " + detail));
    if (review().deferred().stream().anyMatch(deferral -> deferral.reason() == DeferReason.UNPROVEN)) {
      page.line("`explain --prove` asks the API server now");
    }
    consent();
    past();
  }

  private Review review() {
    return explanation.story().review();
  }

  private String prospect() {
    return switch (review().verdict()) {
      case Verdict.InSync inSync -> "nothing: there is no difference";
      case Verdict.Unknown unknown -> "nothing, as long as this cannot be told: " + unknown.reason() + ": "
          + unknown.detail();
      case Verdict.Exempt exempt -> "nothing, ever: " + exempt.reason() + ": " + exempt.detail();
      case Verdict.Drifted drifted -> !review().restart() ? "it is only reported:"
          : review().deferred().isEmpty() ? "a daemon restarts it when its turn comes"
              : "it is to be restarted, but not now:";
    };
  }

  private static String deferral(Deferral deferral) {
    return deferral.reason() + ": " + deferral.detail() + deferral.until()
        .map(end -> " (until " + end.truncatedTo(ChronoUnit.SECONDS) + ")").orElse("");
  }

  /** Told also while there is nothing to refuse; an exempt verdict has said it already. */
  private void consent() {
    if (review().verdict() instanceof Verdict.Exempt) {
      return;
    }
    explanation.story().consent().ifPresent(refusal -> {
      String why = switch (refusal) {
        case Verdict.Exempt exempt -> exempt.reason() + ": " + exempt.detail();
        case Verdict.Unknown unknown -> unknown.reason() + ": " + unknown.detail();
        case Verdict.InSync inSync -> "";
        case Verdict.Drifted drifted -> "";
      };
      page.line("if it drifted, it would not be restarted: " + why);
    });
  }

  private void past() {
    Optional<Marks> marks = explanation.story().marks();
    Map<String, String> annotations = explanation.story().workload().facts().map(WorkloadFacts::template)
        .map(template -> template.annotations()).orElse(Map.of());
    if (marks.isEmpty() && Marks.RESTART_STAMPS.stream().noneMatch(annotations::containsKey)) {
      return;
    }
    page.paragraph("Earlier restarts");
    marks.ifPresent(mark -> page.line("by Driftless at " + mark.startedAt() + ": attempt " + mark.attempt()
        + " towards target " + mark.target() + ", restart-id " + mark.restartId()));
    Marks.RESTART_STAMPS.stream().sorted().filter(annotations::containsKey)
        .forEach(key -> page.line("annotation " + key + " of the template: " + annotations.get(key)));
  }
}
