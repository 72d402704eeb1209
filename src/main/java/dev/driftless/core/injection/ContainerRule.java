package dev.driftless.core.injection;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.Optional;

/**
 * Whether the proxy is a native sidecar: never before Istio 1.19, then as a variable of istiod says, since 1.24 as an
 * annotation says, and since 1.27 by default if every kubelet can (istio/istio, {@code injection-template.yaml}, {@code
 * DetectNativeSidecar} in {@code pkg/kube/inject/webhook.go}).
 */
final class ContainerRule {

  static final String VARIABLE = "ENABLE_NATIVE_SIDECARS";
  private static final String CLUSTER = "CLUSTER_ID";
  private static final String DEFAULT_CLUSTER = "Kubernetes";

  private ContainerRule() {}

  static Derived<ContainerKind> of(TemplateFacts template, Injector injector) {
    if (injector.version().isEmpty()) {
      return unclear(UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
          "whether proxies are native sidecars depends on the release of Istio, and " + injector.controlPlane().name()
              + " does not tell its own");
    }
    if (injector.isBefore(1, 19)) {
      return known(false);
    }
    if (injector.isBefore(1, 27)) {
      return until126(template, injector);
    }
    String asked = template.annotations().getOrDefault(IstioKeys.NATIVE_SIDECAR, "");
    return asked.isEmpty() ? byDefault(template, injector) : known(!asked.equals("false"));
  }

  private static Derived<ContainerKind> until126(TemplateFacts template, Injector injector) {
    String asked = template.annotations().get(IstioKeys.NATIVE_SIDECAR);
    if (asked != null && !injector.isBefore(1, 24)) {
      return known(asked.equals("true"));
    }
    return variable(injector, VARIABLE).<Derived<ContainerKind>>map(value -> known(value.orElse("").equals("true")))
        .orElseGet(() -> fromElsewhere(injector));
  }

  private static Derived<ContainerKind> byDefault(TemplateFacts template, Injector injector) {
    Optional<Optional<String>> mode = variable(injector, VARIABLE);
    if (mode.isEmpty()) {
      return fromElsewhere(injector);
    }
    return switch (mode.get().orElse("auto")) {
      case "true" -> known(true);
      case "auto" -> byNodes(template, injector);
      default -> known(false);
    };
  }

  /** An istiod knows the nodes of its own cluster only, and the injector's configuration names the pod's. */
  private static Derived<ContainerKind> byNodes(TemplateFacts template, Injector injector) {
    String ofPod = injector.value("global", "multiCluster", "clusterName").text().filter(name -> !name.isEmpty())
        .orElse(DEFAULT_CLUSTER);
    String ofIstiod = variable(injector, CLUSTER).flatMap(value -> value).orElse(DEFAULT_CLUSTER);
    if (!ofPod.equals(ofIstiod)) {
      return unclear(UnknownReason.NOT_DERIVABLE, "ConfigMap " + injector.name()
          + ": global.multiCluster.clusterName is '" + ofPod + "' and " + CLUSTER + " of "
          + injector.controlPlane().name() + " is '" + ofIstiod + "': whose nodes istiod looks at is not derived here");
    }
    return known(injector.mesh().kubelets().tooOld(template.nodeName()).isEmpty());
  }

  /** Empty if it is set to something that cannot be seen; an empty inner one if it is not set. */
  private static Optional<Optional<String>> variable(Injector injector, String name) {
    Optional<String> set = injector.controlPlane().env().get(name);
    return set == null ? Optional.of(Optional.empty()) : set.map(Optional::of);
  }

  private static Derived<ContainerKind> fromElsewhere(Injector injector) {
    return unclear(UnknownReason.NOT_DERIVABLE, VARIABLE + " of " + injector.controlPlane().name()
        + " comes from a source that is not read");
  }

  private static Derived<ContainerKind> known(boolean isNative) {
    return new Derived.Known<>(isNative ? ContainerKind.NATIVE : ContainerKind.CLASSIC);
  }

  private static Derived<ContainerKind> unclear(UnknownReason reason, String detail) {
    return new Derived.Unclear<>(reason, detail);
  }
}
