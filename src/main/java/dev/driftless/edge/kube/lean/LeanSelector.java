package dev.driftless.edge.kube.lean;

import java.util.List;
import java.util.Map;

/** A label selector. */
public record LeanSelector(Map<String, String> matchLabels, List<Expression> matchExpressions) implements Partial {

  public LeanSelector {
    matchLabels = matchLabels == null ? Map.of() : matchLabels;
    matchExpressions = Absent.orEmpty(matchExpressions);
  }

  public record Expression(String key, String operator, List<String> values) implements Partial {

    public Expression {
      values = Absent.orEmpty(values);
    }
  }
}
