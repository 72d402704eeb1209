package dev.driftless.config;

import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a label selector as kubectl writes it: requirements that must all hold, separated by commas. The syntax of keys
 * and values is the API server's (apimachinery {@code pkg/labels/selector.go} and {@code pkg/util/validation}).
 */
final class SelectorReader {

  private static final String NAME = "(?![^/=!,()\\s]{64})[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?";
  private static final String PREFIX = "(?:(?![^/]{254})[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?";
  private static final String KEY = "(" + PREFIX + NAME + ")";
  private static final Pattern VALUE = Pattern.compile("(?:" + NAME + ")?");
  private static final Pattern COMMA_BETWEEN_REQUIREMENTS = Pattern.compile(",(?![^(]*\\))");

  private static final Pattern COMPARISON = Pattern.compile(KEY + "\\s*(==?|!=)\\s*([^\\s]*)");
  private static final Pattern MEMBERSHIP = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^()]*)\\)");
  private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*" + KEY);

  private SelectorReader() {}

  /** Empty if it is no selector. Blank text selects everything. */
  static Optional<LabelSelector> read(String text) {
    if (text.isBlank()) {
      return Optional.of(LabelSelector.EVERYTHING);
    }
    List<Requirement> requirements = new ArrayList<>();
    for (String part : COMMA_BETWEEN_REQUIREMENTS.split(text, -1)) {
      Optional<Requirement> requirement = requirement(part.strip());
      if (requirement.isEmpty()) {
        return Optional.empty();
      }
      requirements.add(requirement.get());
    }
    return Optional.of(new LabelSelector(Map.of(), List.copyOf(requirements)));
  }

  private static Optional<Requirement> requirement(String text) {
    Matcher comparison = COMPARISON.matcher(text);
    if (comparison.matches()) {
      Operator operator = comparison.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN;
      return withValues(comparison.group(1), operator, List.of(comparison.group(3)));
    }
    Matcher membership = MEMBERSHIP.matcher(text);
    if (membership.matches()) {
      Operator operator = membership.group(2).equals("in") ? Operator.IN : Operator.NOT_IN;
      return withValues(membership.group(1), operator, List.of(membership.group(3).strip().split("\\s*,\\s*", -1)));
    }
    Matcher existence = EXISTENCE.matcher(text);
    if (!existence.matches()) {
      return Optional.empty();
    }
    Operator operator = existence.group(1).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST;
    return Optional.of(new Requirement(existence.group(2), operator, List.of()));
  }

  private static Optional<Requirement> withValues(String key, Operator operator, List<String> values) {
    boolean valid = values.stream().allMatch(VALUE.asMatchPredicate());
    return valid ? Optional.of(new Requirement(key, operator, values)) : Optional.empty();
  }
}
