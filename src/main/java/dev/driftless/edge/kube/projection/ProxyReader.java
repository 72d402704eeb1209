package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
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
import java.util.stream.Stream;

/** Reads the injected proxy off a pod. */
final class ProxyReader {

  private static final String PROXY_CONFIG = "PROXY_CONFIG";
  private static final List<String> WAIT = List.of("pilot-agent", "wait");

  private ProxyReader() {}

  /** Empty if nothing was injected. */
  static Optional<Proxy> read(LeanPod pod) {
    String status = pod.annotations().get(Annotations.STATUS);
    if (status == null) {
      return Optional.empty();
    }
    Stream<Proxy> natives = proxies(pod, pod.getSpec().initContainers().stream()
        .filter(container -> container.restartPolicy().filter("Always"::equals).isPresent()), ContainerKind.NATIVE);
    Stream<Proxy> classics = proxies(pod, pod.getSpec().containers().stream(), ContainerKind.CLASSIC);
    return Stream.concat(natives, classics).findFirst();
  }

  private static Stream<Proxy> proxies(LeanPod pod, Stream<Container> containers, ContainerKind kind) {
    return containers.filter(container -> container.name().equals(Templates.PROXY_CONTAINER))
        .map(container -> new Proxy(kind, container.image(), revision(pod.annotations().get(Annotations.STATUS)),
            init(pod), Amounts.read(container.resources().requests(), container.resources().limits()),
            scraping(pod.annotations()), settings(container, pod.annotations())));
  }

  private static String revision(String status) {
    return switch (TreeReader.json(status)) {
      case Parsed.Value(var tree) -> tree.at("revision").text().orElse("");
      case Parsed.Unreadable unreadable -> "";
    };
  }

  private static InitKind init(LeanPod pod) {
    return Stream.of(InitKind.ISTIO_INIT, InitKind.ISTIO_VALIDATION)
        .filter(kind -> pod.getSpec().initContainers().stream()
            .anyMatch(container -> container.name().equals(kind.label())))
        .findFirst().orElse(InitKind.NONE);
  }

  private static Scraping scraping(Map<String, String> annotations) {
    return new Scraping(annotations.getOrDefault(Annotations.SCRAPE, ""),
        annotations.getOrDefault(Annotations.SCRAPED_PORT, ""),
        annotations.getOrDefault(Annotations.SCRAPED_PATH, ""));
  }

  private static Optional<Map<String, String>> settings(Container container, Map<String, String> annotations) {
    boolean holds = container.lifecycle().flatMap(LeanPod.Lifecycle::postStart).flatMap(LeanPod.Hook::exec)
        .filter(exec -> exec.command().equals(WAIT)).isPresent();
    return container.env().stream().filter(variable -> variable.name().equals(PROXY_CONFIG)).findFirst()
        .flatMap(LeanPod.Variable::value).map(TreeReader::json)
        .filter(Parsed.Value.class::isInstance).map(Parsed.Value.class::cast)
        .map(parsed -> ProxySettings.of(parsed.tree(), holds, annotations));
  }
}
