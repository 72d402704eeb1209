package dev.driftless.cli.explain;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.injection.SkipReason;

import java.util.stream.Collectors;

/** The answer in one sentence. That there is no sidecar comes before anything else. */
final class Headline {

  private final Explanation explanation;
  private final String ref;

  private Headline(Explanation explanation) {
    this.explanation = explanation;
    this.ref = explanation.story().review().ref().toString();
  }

  static String of(Explanation explanation) {
    return new Headline(explanation).text();
  }

  private String text() {
    if (explanation.pods().isEmpty()) {
      return ref + " has no pods; " + wouldGet();
    }
    if (explanation.bare() == explanation.pods().size()) {
      return bare();
    }
    return switch (explanation.story().review().verdict()) {
      case Verdict.InSync inSync -> ref + " is in sync: "
          + Words.share(explanation.pods().size(), explanation.pods().size())
          + (explanation.pods().size() == 1 ? " has" : " have") + " the sidecar that a new one would get.";
      case Verdict.Drifted drifted -> drifted();
      case Verdict.Exempt exempt -> drifted();
      case Verdict.Unknown unknown -> "How " + ref + " stands cannot be told: " + unknown.reason() + ": "
          + unknown.detail() + ".";
    };
  }

  private String wouldGet() {
    return switch (explanation.expectation()) {
      case Injected injected -> "a new one would get a sidecar, " + injected.image() + " of revision "
          + injected.revision() + ".";
      case NotInjected none -> "a new one would get no sidecar: " + none.detail() + ".";
      case Undecidable unknown -> "whether a new one would get a sidecar cannot be told: " + unknown.detail() + ".";
    };
  }

  private String bare() {
    String without = "Pods of " + ref + " have no sidecar";
    return switch (explanation.expectation()) {
      case Injected injected -> without + ", although they should: " + although(injected);
      case NotInjected none when none.reason() == SkipReason.DANGLING_REVISION ->
        without + ", although one is asked for: " + none.detail() + "; a restart would not add it.";
      case NotInjected none -> without + ", and that is as configured: " + none.detail() + ".";
      case Undecidable unknown -> without + "; whether they should have one cannot be told: " + unknown.reason() + ": "
          + unknown.detail() + ".";
    };
  }

  private String although(Injected injected) {
    String injects = injected.webhook() + " injects from revision " + injected.revision();
    return injects + switch (explanation.story().review().verdict()) {
      case Verdict.Exempt exempt -> "; Driftless never restarts it: " + exempt.detail() + ".";
      case Verdict.Unknown unknown -> "; but " + unknown.reason() + ": " + unknown.detail() + ".";
      case Verdict.InSync inSync -> "; a restart would add it (the policy for MISSING_SIDECAR is "
          + explanation.policy(DriftReason.MISSING_SIDECAR) + ").";
      case Verdict.Drifted drifted -> "; a restart would add it (the policy for MISSING_SIDECAR is "
          + explanation.policy(DriftReason.MISSING_SIDECAR) + ").";
    };
  }

  private String drifted() {
    String what = explanation.story().review().drifts().stream().map(this::counted).collect(Collectors.joining(", "));
    String never = explanation.story().review().verdict() instanceof Verdict.Exempt exempt
        ? "; Driftless never restarts it: " + exempt.detail() : "";
    return ref + " has drifted: " + (explanation.expectation() instanceof NotInjected none
        ? "a new pod would get no sidecar: " + none.detail() : "a new pod would differ in " + what) + never + ".";
  }

  private String counted(Drift drift) {
    return drift.reason() + " (" + Words.share(drift.pods(), explanation.pods().size()) + ")";
  }
}
