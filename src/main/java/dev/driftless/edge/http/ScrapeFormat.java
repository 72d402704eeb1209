package dev.driftless.edge.http;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Chooses between the two formats of a scrape by the {@code Accept} header (RFC 9110 §12.5.1). */
final class ScrapeFormat {

  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private ScrapeFormat() {}

  /** OpenMetrics only where it is named and wanted at least as much as text. */
  static String of(String accept) {
    double openMetrics = weight(accept, "application/openmetrics-text");
    double text = Math.max(weight(accept, "text/plain"), weight(accept, "text/*"));
    return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : TEXT;
  }

  /** The greatest weight that the header gives to that media range, whatever its version; 0 if it is not named. */
  private static double weight(String accept, String range) {
    return Stream.of(accept.toLowerCase(Locale.ROOT).split(","))
        .map(part -> part.strip().split("\\s*;\\s*", -1))
        .filter(parameters -> parameters[0].equals(range))
        .flatMapToDouble(ScrapeFormat::quality)
        .max()
        .orElse(0);
  }

  private static DoubleStream quality(String[] parameters) {
    return Stream.of(parameters)
        .filter(parameter -> parameter.matches("q=[01](\\.\\d{0,3})?"))
        .findFirst()
        .map(parameter -> DoubleStream.of(Double.parseDouble(parameter.substring(2))))
        .orElse(DoubleStream.of(1));
  }
}
