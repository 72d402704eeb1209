package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** How often a Job may run its pods, and what of that may change later. */
final class JobRules {

  private static final List<String> COUNTS =
      List.of("parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished");
  private static final List<String> MODES = List.of("NonIndexed", "Indexed");
  private static final List<String> REPLACEMENTS = List.of("Failed", "TerminatingOrFailed");

  private JobRules() {}

  static void check(JsonNode spec, List<FieldError> errors) {
    COUNTS.forEach(field -> AmountRules.count(spec, field, errors));
    if (!MODES.contains(mode(spec))) {
      errors.add(FieldError.unsupported("spec.completionMode", spec.path("completionMode"), MODES));
    } else if (mode(spec).equals("Indexed") && !spec.has("completions")) {
      errors.add(FieldError.required("spec.completions", "when completion mode is Indexed"));
    }
    JsonNode replacement = spec.path("podReplacementPolicy");
    if (!REPLACEMENTS.contains(replacement.asString(""))) {
      errors.add(FieldError.unsupported("spec.podReplacementPolicy", replacement, REPLACEMENTS));
    }
  }

  static void checkChange(JsonNode before, JsonNode after, List<FieldError> errors) {
    JsonNode completions = after.path("completions");
    if (!mode(after).equals("Indexed")) {
      WorkloadRules.immutable("spec.completions", before.path("completions"), completions, errors);
    } else if (!before.path("completions").equals(completions) && !completions.equals(after.path("parallelism"))) {
      errors.add(FieldError.invalid("spec.completions", completions,
          "can only be modified in tandem with spec.parallelism"));
    }
    WorkloadRules.immutable("spec.template", before.path("template"), after.path("template"), errors);
    WorkloadRules.immutable("spec.completionMode", before.path("completionMode"), after.path("completionMode"), errors);
  }

  private static String mode(JsonNode spec) {
    return spec.path("completionMode").asString("");
  }
}
