package dev.driftless.core.injection;

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
  /** Annotation of an injected pod: what the template itself said of its proxy container. */
  static final String OVERRIDES = "proxy.istio.io/overrides";
  /** Annotation of an injected pod: what was injected. */
  static final String STATUS = "sidecar.istio.io/status";

  private IstioKeys() {}
}
