package dev.driftless.edge.kube;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where to find the API server, and who we are. Without a file: those that {@code KUBECONFIG} names or
 * {@code ~/.kube/config}; if there is none, the service account of our own pod.
 *
 * @param context one of the file's contexts; its current one if empty
 */
public record Credentials(Optional<Path> kubeconfig, Optional<String> context) {

  /** @throws KubeconfigException if the file cannot be read or has no such context */
  Config read() {
    kubeconfig.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
      throw new KubeconfigException("kubeconfig " + file + ": is no readable file", null);
    });
    Config config = parse();
    context.ifPresent(name -> known(config, name));
    return config;
  }

  private Config parse() {
    try {
      return kubeconfig.isPresent()
          ? Config.fromKubeconfig(context.orElse(null), kubeconfig.get().toFile())
          : Config.autoConfigure(context.orElse(null));
    } catch (RuntimeException e) {
      throw new KubeconfigException(place() + ": cannot be read: " + Causes.of(e), e);
    }
  }

  private void known(Config config, String name) {
    List<NamedContext> contexts = config.getContexts();
    if (contexts.stream().noneMatch(known -> known.getName().equals(name))) {
      String names = contexts.stream().map(NamedContext::getName).sorted().collect(Collectors.joining(", "));
      throw new KubeconfigException(place() + ": context '" + name + "' is unknown; known are: " + names, null);
    }
  }

  private String place() {
    return "kubeconfig" + kubeconfig.map(file -> " " + file).orElse("");
  }
}
