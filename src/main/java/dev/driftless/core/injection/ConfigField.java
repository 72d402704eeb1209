package dev.driftless.core.injection;

import dev.driftless.core.model.Tree;
import dev.driftless.core.model.Tree.ScalarType;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a field of ProxyConfig may hold, as istiod reads it (istio/api, {@code mesh/v1alpha1/proxy.proto}; it is read as
 * protobuf JSON). A value that is a type's zero says nothing: it neither overrides nor is written out.
 */
enum ConfigField {
  TEXT {
    @Override
    Optional<String> text(Tree value) {
      return ofType(value, ScalarType.TEXT);
    }
  },
  /** A whole one. */
  NUMBER {
    @Override
    Optional<String> text(Tree value) {
      return value.text().filter(text -> text.matches("-?\\d{1,19}(\\.0{1,19})?")).map(ConfigField::plain);
    }
  },
  /** A number whose zero counts as well. */
  OPTIONAL_NUMBER {
    @Override
    Optional<String> text(Tree value) {
      return NUMBER.text(value);
    }
  },
  /** As Go writes durations: {@code 5s}, {@code 1m30s}. */
  DURATION {
    @Override
    Optional<String> text(Tree value) {
      return ofType(value, ScalarType.TEXT).flatMap(ConfigField::seconds);
    }
  },
  /** The name of an enumeration's member; its number is not read here. */
  NAME {
    @Override
    Optional<String> text(Tree value) {
      return ofType(value, ScalarType.TEXT);
    }
  },
  TEXTS {
    @Override
    Optional<String> text(Tree value) {
      boolean texts = value.items().stream().allMatch(item -> ofType(item, ScalarType.TEXT).isPresent());
      return value instanceof Tree.Sequence && texts ? Optional.of(CanonicalText.of(value)) : Optional.empty();
    }
  },
  MAP {
    @Override
    Optional<String> text(Tree value) {
      boolean texts = value.entries().values().stream().allMatch(item -> ofType(item, ScalarType.TEXT).isPresent());
      return value instanceof Tree.Mapping && texts ? Optional.of(CanonicalText.of(value)) : Optional.empty();
    }
  },
  MESSAGE {
    @Override
    Optional<String> text(Tree value) {
      return value instanceof Tree.Mapping ? Optional.of(CanonicalText.of(value)) : Optional.empty();
    }
  };

  private static final Pattern GO_DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s|us|µs|ns)");
  /** Truth values to istiod if they are not quoted, which is not known here any more (YAML 1.1). */
  private static final Set<String> WORDS_FOR_TRUTH = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON",
      "n", "N", "no", "No", "NO", "off", "Off", "OFF");
  private static final Map<String, BigDecimal> SECONDS = Map.of("h", BigDecimal.valueOf(3600),
      "m", BigDecimal.valueOf(60), "s", BigDecimal.ONE, "ms", BigDecimal.valueOf(1, 3),
      "us", BigDecimal.valueOf(1, 6), "µs", BigDecimal.valueOf(1, 6), "ns", BigDecimal.valueOf(1, 9));

  /** The value in one way of writing it; empty if istiod could not read it. */
  abstract Optional<String> text(Tree value);

  private static Optional<String> ofType(Tree value, ScalarType type) {
    return value instanceof Tree.Scalar scalar && scalar.type() == type && !WORDS_FOR_TRUTH.contains(scalar.value())
        ? Optional.of(scalar.value()) : Optional.empty();
  }

  private static String plain(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  private static Optional<String> seconds(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    int end = 0;
    Matcher part = GO_DURATION.matcher(text);
    while (part.find() && part.start() == end) {
      sum = sum.add(new BigDecimal(part.group(1)).multiply(SECONDS.get(part.group(2))));
      end = part.end();
    }
    return end == text.length() && end > 0 ? Optional.of(sum.stripTrailingZeros().toPlainString() + "s")
        : Optional.empty();
  }
}
