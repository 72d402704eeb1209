package dev.driftless.edge.kube;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Utils;

import java.io.IOException;
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

  /** Where fabric8 goes when it is told nothing. */
  private static final String NOWHERE = "https://kubernetes.default.svc";
  private static final Path TOKEN = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);

  /** @throws KubeconfigException if there is none, if it cannot be read, or if it leads nowhere */
  Config read() {
    List<Path> files = kubeconfig.map(List::of)
        .orElseGet(() -> Config.getKubeconfigFilenames().stream().map(Path::of).filter(Files::exists).toList());
    files.forEach(Credentials::check);
    boolean told = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY) != null;
    if (files.isEmpty() && !Files.exists(TOKEN) && !told) {
      throw new KubeconfigException("no kubeconfig and no service account: looked for --kubeconfig, "
          + String.join(", ", Config.getKubeconfigFilenames()) + " and " + TOKEN, null);
    }
    Config config = parse();
    context.ifPresent(name -> known(config, name));
    if (!files.isEmpty() && config.getMasterUrl().startsWith(NOWHERE)) {
      throw new KubeconfigException(place() + ": leads to no cluster: " + (config.getCurrentContext() == null
          ? "it has no current-context, and no --context is given"
          : "its context '" + config.getCurrentContext().getName() + "' names none that it has"), null);
    }
    return config;
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new KubeconfigException("kubeconfig " + file + ": does not exist", null);
    }
    try {
      String text = Files.readString(file);
      switch (TreeReader.yaml(text)) {
        case Parsed.Unreadable(String detail) ->
          throw new KubeconfigException("kubeconfig " + file + ": not YAML: " + detail, null);
        case Parsed.Value(Tree tree) when !(tree instanceof Tree.Mapping) ->
          throw new KubeconfigException("kubeconfig " + file + ": is no mapping of clusters, users and contexts", null);
        case Parsed.Value value -> { }
      }
    } catch (IOException e) {
      throw new KubeconfigException("kubeconfig " + file + ": cannot be read: " + e.getMessage(), e);
    }
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

  /** For messages. */
  String place() {
    return "kubeconfig " + kubeconfig.map(Path::toString)
        .orElseGet(() -> String.join(", ", Config.getKubeconfigFilenames()));
  }
}
