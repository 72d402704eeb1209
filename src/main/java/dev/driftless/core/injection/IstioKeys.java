package dev.driftless.core.injection;

import java.util.List;

/** Labels and annotations that injection depends on (istio/api, {@code label} and {@code annotation}). */
final class IstioKeys {

  /** Label of a namespace. */
  static final String INJECTION = "istio-injection";
  /** Label of a namespace, a template, a webhook configuration. */
  static final String REVISION = "istio.io/rev";
  /** Label of a template, and its deprecated annotation. */
  static final String INJECT = "sidecar.istio.io/inject";
  /** Annotation of a template: the injection templates to apply. */
  static final String TEMPLATES = "inject.istio.io/templates";
  /** Annotation of a template. */
  static final String PROXY_IMAGE = "sidecar.istio.io/proxyImage";
  /** Annotation of a template. */
  static final String PROXY_IMAGE_TYPE = "sidecar.istio.io/proxyImageType";
  /** Annotation of a template: a ProxyConfig as YAML or JSON. */
  static final String PROXY_CONFIG = "proxy.istio.io/config";
  /** Annotation of a template. */
  static final String NATIVE_SIDECAR = "sidecar.istio.io/nativeSidecar";
  /** Annotation of a template. */
  static final String INTERCEPTION_MODE = "sidecar.istio.io/interceptionMode";
  /** Annotation of a template. */
  static final String PROXY_CPU = "sidecar.istio.io/proxyCPU";
  /** Annotation of a template. */
  static final String PROXY_MEMORY = "sidecar.istio.io/proxyMemory";
  /** Annotation of a template. */
  static final String PROXY_CPU_LIMIT = "sidecar.istio.io/proxyCPULimit";
  /** Annotation of a template. */
  static final String PROXY_MEMORY_LIMIT = "sidecar.istio.io/proxyMemoryLimit";
  /** Any of them replaces the mesh's amounts. */
  static final List<String> AMOUNTS = List.of(PROXY_CPU, PROXY_MEMORY, PROXY_CPU_LIMIT, PROXY_MEMORY_LIMIT);
  /** Annotation of a template. */
  static final String MERGE_METRICS = "prometheus.istio.io/merge-metrics";
  /** Annotation of a template. */
  static final String SCRAPE_TARGETS = "prometheus.istio.io/scrape-targets";
  /** Annotation of a template and of a pod. */
  static final String PROMETHEUS_SCRAPE = "prometheus.io/scrape";
  /** Annotation of a template and of a pod. */
  static final String PROMETHEUS_PORT = "prometheus.io/port";
  /** Annotation of a template and of a pod. */
  static final String PROMETHEUS_PATH = "prometheus.io/path";
  /** Annotation of an injected pod: what the template itself said of its proxy container. */
  static final String OVERRIDES = "proxy.istio.io/overrides";
  /** Annotation of an injected pod: what was injected. */
  static final String STATUS = "sidecar.istio.io/status";

  private IstioKeys() {}
}
