package dev.driftless.core.injection;

import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.TemplateFacts;

/** Which init container comes with the proxy (istio/istio, {@code injection-template.yaml}). */
final class InitRule {

  private InitRule() {}

  static Derived<InitKind> of(TemplateFacts template, EffectiveConfig config, Injector injector) {
    String mode = template.annotations().getOrDefault(IstioKeys.INTERCEPTION_MODE,
        config.at("interceptionMode").text().orElse(""));
    if (mode.equals("NONE")) {
      return new Derived.Known<>(InitKind.NONE);
    }
    return new Derived.Known<>(cni(injector) ? InitKind.ISTIO_VALIDATION : InitKind.ISTIO_INIT);
  }

  /** The older name of the value counted up to 1.23. */
  private static boolean cni(Injector injector) {
    boolean olderName = injector.version().isEmpty() || injector.isBefore(1, 24);
    return injector.isOn("pilot", "cni", "enabled") || olderName && injector.isOn("istio_cni", "enabled");
  }
}
