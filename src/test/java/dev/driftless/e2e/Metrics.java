package dev.driftless.e2e;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One scrape. */
record Metrics(Instant at, List<Sample> samples) {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Sample(String name, Map<String, String> labels, double value) {}

  static Metrics parse(Instant at, String text) {
    return new Metrics(at, text.lines().filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(Metrics::sample).toList());
  }

  /** The sum of all samples of that name. */
  double sum(String name) {
    return sum(name, Map.of());
  }

  /** The sum of all samples of that name that have at least those labels; 0 if there is none. */
  double sum(String name, Map<String, String> labels) {
    return samples.stream().filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value).sum();
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    Map<String, String> labels = new HashMap<>();
    if (matcher.group(2) != null) {
      Matcher label = LABEL.matcher(matcher.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    String value = matcher.group(3);
    return new Sample(matcher.group(1), Map.copyOf(labels), switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    });
  }
}
