package dev.driftless.edge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import java.util.Map;

/**
 * Gauges of one name that come and go with their tags. A gauge that stays is not registered anew but reads the newest
 * counts, so a scrape never misses it.
 */
final class GaugeGroup {

  private final MultiGauge gauges;
  private volatile Map<Tags, Integer> counts = Map.of();

  GaugeGroup(MeterRegistry registry, String name, String description) {
    gauges = MultiGauge.builder(name).description(description).register(registry);
  }

  /** From now on these, and no others. */
  void set(Map<Tags, Integer> newest) {
    counts = Map.copyOf(newest);
    gauges.register(counts.keySet().stream()
        .<MultiGauge.Row<?>>map(tags -> MultiGauge.Row.of(tags, () -> counts.getOrDefault(tags, 0)))
        .toList());
  }
}
