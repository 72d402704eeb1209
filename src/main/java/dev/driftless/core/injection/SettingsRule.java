package dev.driftless.core.injection;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the proxy is told beside its container: see {@link ProxySettings}. */
final class SettingsRule {

  private static final List<String> WAIT = List.of("pilot-agent", "wait");

  private SettingsRule() {}

  static Derived<Map<String, String>> of(TemplateFacts template, EffectiveConfig config, boolean gateway,
      Derived<ContainerKind> container, Injector injector) {
    if (template.ownProxy().filter(OwnProxy::shaped).isPresent()) {
      return new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE,
          "the template's own container istio-proxy sets what the injector would set as well");
    }
    Tree lifecycle = injector.value("global", "proxy", "lifecycle");
    boolean given = !lifecycle.entries().isEmpty();
    boolean mayHold = !gateway && !given && holds(config, injector);
    if (mayHold && container instanceof Derived.Unclear<ContainerKind>(UnknownReason reason, String detail)) {
      return new Derived.Unclear<>(reason, detail);
    }
    boolean hold = given ? waits(lifecycle)
        : mayHold && container.equals(new Derived.Known<>(ContainerKind.CLASSIC));
    Map<String, String> annotations = new HashMap<>(template.annotations());
    annotations.putAll(injector.injectedAnnotations());
    return new Derived.Known<>(ProxySettings.of(new Tree.Mapping(config.fields()), hold, annotations));
  }

  /** The same hook as the injector's own, which a lifecycle in the values replaces. */
  private static boolean waits(Tree lifecycle) {
    return lifecycle.at("postStart", "exec", "command").items().stream().map(item -> item.text().orElse("")).toList()
        .equals(WAIT);
  }

  private static boolean holds(EffectiveConfig config, Injector injector) {
    return config.at(ProxySettings.HOLD).text().filter("true"::equals).isPresent()
        || injector.isOn("global", "proxy", "holdApplicationUntilProxyStarts");
  }
}
