package dev.driftless.core.injection;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pod templates and namespaces for tests. */
final class Templates {

  static final TemplateFacts PLAIN =
      new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "", "digest", "", Map.of());

  private Templates() {}

  static TemplateFacts labelled(Map<String, String> labels) {
    return new TemplateFacts(labels, Map.of(), false, Optional.empty(), Optional.empty(), "", "digest", "", Map.of());
  }

  static TemplateFacts annotated(TemplateFacts template, String key, String value) {
    Map<String, String> annotations = new HashMap<>(template.annotations());
    annotations.put(key, value);
    return new TemplateFacts(template.labels(), annotations, template.hostNetwork(), template.ownProxy(),
        template.proxyConfig(), template.nodeName(), template.digest(), template.body(), template.images());
  }

  static TemplateFacts withProxyConfig(TemplateFacts template, Parsed proxyConfig) {
    return new TemplateFacts(template.labels(), template.annotations(), template.hostNetwork(),
        template.ownProxy(), Optional.of(proxyConfig), template.nodeName(), template.digest(), template.body(),
            template.images());
  }

  static TemplateFacts withOwnProxy(TemplateFacts template, String image) {
    return withOwnProxy(template, new OwnProxy(image, Resources.NONE, false, false));
  }

  static TemplateFacts withOwnProxy(TemplateFacts template, OwnProxy ownProxy) {
    return new TemplateFacts(template.labels(), template.annotations(), template.hostNetwork(), Optional.of(ownProxy),
        template.proxyConfig(), template.nodeName(), template.digest(), template.body(), template.images());
  }

  static TemplateFacts onNode(String node) {
    return new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), node, "digest", "",
        Map.of());
  }

  static TemplateFacts annotated(Map<String, String> annotations) {
    return new TemplateFacts(Map.of(), annotations, false, Optional.empty(), Optional.empty(), "", "digest", "",
        Map.of());
  }

  static TemplateFacts onHostNetwork(TemplateFacts template) {
    return new TemplateFacts(template.labels(), template.annotations(), true, template.ownProxy(),
        template.proxyConfig(), template.nodeName(), template.digest(), template.body(), template.images());
  }

  static NamespaceFacts namespace(String name, Map<String, String> labels) {
    return new NamespaceFacts(name, labels, Map.of(), false);
  }
}
