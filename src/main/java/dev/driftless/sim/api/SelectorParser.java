package dev.driftless.sim.api;

import dev.driftless.sim.api.Selector.Operator;
import dev.driftless.sim.api.Selector.Requirement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads label selectors as they stand in queries: {@code app=web,tier notin (a,b),!old}. */
final class SelectorParser {

  private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|=|!|,|\\(|\\)|[^\\s=!,()]+)\\s*");
  private static final String OPERATORS = "in, notin, =, ==, !=, gt, lt";

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
      requirements.add(parser.requirement());
      if (!parser.tokens.isEmpty()) {
        parser.expect(",");
        parser.identifier();
      }
    }
    return new Selector(List.copyOf(requirements));
  }

  private Requirement requirement() throws ApiException {
    if (next().equals("!")) {
      tokens.poll();
      return new Requirement(take(), Operator.DOES_NOT_EXIST, Set.of());
    }
    String key = take();
    return switch (next()) {
      case "", "," -> new Requirement(key, Operator.EXISTS, Set.of());
      case "=", "==" -> new Requirement(key, Operator.IN, one());
      case "!=" -> new Requirement(key, Operator.NOT_IN, one());
      case "in" -> new Requirement(key, Operator.IN, several());
      case "notin" -> new Requirement(key, Operator.NOT_IN, several());
      default -> throw found(next(), OPERATORS);
    };
  }

  private Set<String> one() throws ApiException {
    tokens.poll();
    return next().isEmpty() || next().equals(",") ? Set.of("") : Set.of(take());
  }

  private Set<String> several() throws ApiException {
    tokens.poll();
    expect("(");
    Set<String> values = new TreeSet<>();
    do {
      values.add(take());
    } while (",".equals(tokens.poll()) && !tokens.isEmpty());
    return values;
  }

  private String next() {
    return tokens.isEmpty() ? "" : tokens.peek();
  }

  private void identifier() throws ApiException {
    if (List.of("", ",", ")", "(", "=", "==", "!=").contains(next())) {
      throw found(next(), "identifier after ','");
    }
  }

  private String take() throws ApiException {
    if (List.of("", ",", ")", "(", "=", "==", "!=", "!").contains(next())) {
      throw found(next(), "!, identifier, or 'end of string'");
    }
    return tokens.poll();
  }

  private void expect(String token) throws ApiException {
    if (!next().equals(token)) {
      throw found(next(), "'" + token + "'");
    }
    tokens.poll();
  }

  private static ApiException found(String token, String expected) {
    return Refusals.badRequest("unable to parse requirement: found '%s', expected: %s".formatted(token, expected));
  }
}
