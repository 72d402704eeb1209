package dev.driftless.cli.document;

import dev.driftless.core.model.Proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The sidecar that a pod has, with the same fields as the expected one. */
public final class ProxyDocument {

  private ProxyDocument() {}

  public static Map<String, Object> of(Proxy proxy) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("revision", proxy.revision());
    object.put("image", proxy.image());
    object.put("container", proxy.container().label());
    object.put("init", proxy.init().label());
    object.put("resources", ExpectedDocument.resources(proxy.resources()));
    object.put("prometheus", ExpectedDocument.scraping(proxy.scraping()));
    proxy.settings().ifPresent(settings -> object.put("proxyConfig", new TreeMap<>(settings)));
    return object;
  }
}
