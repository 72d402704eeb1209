package dev.driftless.edge.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The registry of one process, with the meters of Driftless and of its JVM. */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final JvmHeapPressureMetrics heapPressure = new JvmHeapPressureMetrics();
  private final Meters meters;

  /** @param version of Driftless */
  public Metrics(String version) {
    denyWhatPromtoolRejects();
    meters = new Meters(registry);
    Gauge.builder("driftless.build.info", () -> 1)
        .description("The version of Driftless and of the Java that runs it.")
        .tags(Tags.of("version", version, "java_version", Runtime.version().toString()))
        .register(registry);
    bindJvm();
  }

  public Meters meters() {
    return meters;
  }

  /**
   * All meters as text. Takes milliseconds; not for an event loop.
   *
   * @param accept header of the request: OpenMetrics if it asks for that, else Prometheus' own format
   */
  public String scrape(String accept) {
    return registry.scrape(accept);
  }

  @Override
  public void close() {
    garbageCollection.close();
    heapPressure.close();
    registry.close();
  }

  /** {@code promtool check metrics} wants seconds, and no gauge whose name ends in {@code _count}. */
  private void denyWhatPromtoolRejects() {
    registry.config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
  }

  private void bindJvm() {
    new JvmMemoryMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    heapPressure.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
