package dev.driftless.edge.kube.projection;

import dev.driftless.core.injection.ProxySettings;
import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Scraping;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.LeanPod.Container;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the injected proxy off a pod. For any thread. */
final class ProxyReader {

  private static final String PROXY_CONFIG = "PROXY_CONFIG";
  private static final List<String> WAIT = List.of("pilot-agent", "wait");

  private final JsonTexts texts = new JsonTexts();

  /** Empty if nothing was injected. */
  Optional<Proxy> read(LeanPod pod) {
    String status = pod.annotations().get(Annotations.STATUS);
    if (status == null) {
      return Optional.empty();
    }
    for (Container container : pod.getSpec().initContainers()) {
      if (isProxy(container) && container.restartPolicy().filter("Always"::equals).isPresent()) {
        return Optional.of(proxy(pod, container, ContainerKind.NATIVE, status));
      }
    }
    for (Container container : pod.getSpec().containers()) {
      if (isProxy(container)) {
        return Optional.of(proxy(pod, container, ContainerKind.CLASSIC, status));
      }
    }
    return Optional.empty();
  }

  private static boolean isProxy(Container container) {
    return container.name().equals(Templates.PROXY_CONTAINER);
  }

  private Proxy proxy(LeanPod pod, Container container, ContainerKind kind, String status) {
    return new Proxy(kind, container.image(), revision(status), init(pod),
        Amounts.read(container.resources().requests(), container.resources().limits()), scraping(pod.annotations()),
        settings(container, pod.annotations()));
  }

  private String revision(String status) {
    return switch (texts.read(status)) {
      case Parsed.Value(var tree) -> tree.at("revision").text().orElse("");
      case Parsed.Unreadable unreadable -> "";
    };
  }

  private static InitKind init(LeanPod pod) {
    boolean validates = false;
    for (Container container : pod.getSpec().initContainers()) {
      if (container.name().equals(InitKind.ISTIO_INIT.label())) {
        return InitKind.ISTIO_INIT;
      }
      validates |= container.name().equals(InitKind.ISTIO_VALIDATION.label());
    }
    return validates ? InitKind.ISTIO_VALIDATION : InitKind.NONE;
  }

  private static Scraping scraping(Map<String, String> annotations) {
    return new Scraping(annotations.getOrDefault(Annotations.SCRAPE, ""),
        annotations.getOrDefault(Annotations.SCRAPED_PORT, ""),
        annotations.getOrDefault(Annotations.SCRAPED_PATH, ""));
  }

  private Optional<Map<String, String>> settings(Container container, Map<String, String> annotations) {
    boolean holds = container.lifecycle().flatMap(LeanPod.Lifecycle::postStart).flatMap(LeanPod.Hook::exec)
        .filter(exec -> exec.command().equals(WAIT)).isPresent();
    return container.env().stream().filter(variable -> variable.name().equals(PROXY_CONFIG)).findFirst()
        .flatMap(LeanPod.Variable::value).map(texts::read)
        .filter(Parsed.Value.class::isInstance).map(Parsed.Value.class::cast)
        .map(parsed -> ProxySettings.of(parsed.tree(), holds, annotations));
  }
}
