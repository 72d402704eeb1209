package dev.driftless.sim.api;

import dev.driftless.sim.api.Selector.Operator;
import dev.driftless.sim.api.Selector.Requirement;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads label selectors as they stand in queries: {@code app=web,tier notin (a,b),!old}. */
final class SelectorParser {

  private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|=|!|,|\\(|\\)|[^\\s=!,()]+)\\s*");
  private static final Set<String> SIGNS = Set.of("", ",", ")", "(", "=", "==", "!=");

  private final Deque<String> tokens = new ArrayDeque<>();

  private SelectorParser(String text) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  static Selector parse(String text) throws ApiException {
    SelectorParser parser = new SelectorParser(text);
    List<Requirement> requirements = new ArrayList<>();
    while (!parser.tokens.isEmpty()) {
      if (parser.isSign()) {
        throw Refusals.badRequest(
            "found '%s', expected: !, identifier, or 'end of string'".formatted(parser.next()));
      }
      requirements.add(parser.requirement());
      if (!parser.tokens.isEmpty()) {
        parser.comma();
      }
    }
    return new Selector(List.copyOf(requirements));
  }

  private void comma() throws ApiException {
    if (!next().equals(",")) {
      throw Refusals.badRequest("found '%s', expected: ',' or 'end of string'".formatted(next()));
    }
    tokens.poll();
    if (isSign()) {
      throw Refusals.badRequest("found '%s', expected: identifier after ','".formatted(next()));
    }
  }

  private Requirement requirement() throws ApiException {
    if (next().equals("!")) {
      tokens.poll();
      return new Requirement(key(), Operator.DOES_NOT_EXIST, Set.of());
    }
    String key = key();
    return switch (next()) {
      case "", "," -> new Requirement(key, Operator.EXISTS, Set.of());
      case "=", "==" -> checked(new Requirement(key, Operator.IN, one()));
      case "!=" -> checked(new Requirement(key, Operator.NOT_IN, one()));
      case "in" -> checked(new Requirement(key, Operator.IN, several()));
      case "notin" -> checked(new Requirement(key, Operator.NOT_IN, several()));
      default -> throw unparsable("found '%s', expected: in, notin, =, ==, !=, gt, lt".formatted(next()));
    };
  }

  private static Requirement checked(Requirement requirement) throws ApiException {
    List<FieldError> errors = new ArrayList<>();
    int index = 0;
    for (String value : requirement.values()) {
      String field = "values[%d][%s]".formatted(index++, requirement.key());
      MetadataRules.labelMistake(value).ifPresent(mistake ->
          errors.add(FieldError.invalid(field, JsonNodeFactory.instance.stringNode(value), mistake)));
    }
    refuse(errors);
    return requirement;
  }

  private static void refuse(List<FieldError> errors) throws ApiException {
    if (!errors.isEmpty()) {
      String list = errors.stream().map(FieldError::toString).collect(Collectors.joining(", "));
      throw unparsable(errors.size() == 1 ? list : "[" + list + "]");
    }
  }

  private Set<String> one() {
    tokens.poll();
    return isSign() ? Set.of("") : Set.of(tokens.poll());
  }

  private Set<String> several() throws ApiException {
    tokens.poll();
    if (!next().equals("(")) {
      throw unparsable("found '%s' expected: '('".formatted(next()));
    }
    Set<String> values = new TreeSet<>();
    do {
      tokens.poll();
      values.add(isSign() ? "" : tokens.poll());
    } while (next().equals(","));
    if (!next().equals(")")) {
      throw unparsable("found '%s', expected: ',' or ')'".formatted(next()));
    }
    tokens.poll();
    return values;
  }

  private String next() {
    return tokens.isEmpty() ? "" : tokens.peek();
  }

  private boolean isSign() {
    return SIGNS.contains(next());
  }

  private String key() throws ApiException {
    String key = next();
    if (isSign()) {
      throw unparsable("found '%s', expected: identifier".formatted(key));
    }
    List<FieldError> errors = new ArrayList<>();
    MetadataRules.key(key, "<nil>", errors);
    refuse(errors);
    return tokens.poll();
  }

  private static ApiException unparsable(String why) {
    return Refusals.badRequest("unable to parse requirement: " + why);
  }
}
