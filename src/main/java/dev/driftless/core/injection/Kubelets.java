package dev.driftless.core.injection;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of the nodes' kubelets, which decide whether istiod makes native sidecars when it is left to find out:
 * every one must be 1.33 or later (istio/istio, {@code DetectNativeSidecar} in {@code pkg/kube/inject/webhook.go}).
 */
public final class Kubelets {

  public static final Kubelets NONE = new Kubelets(Map.of());

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,9})\\.(\\d{1,9})(?:$|[.+-].*)");
  private static final int FIRST_MINOR = 33;

  private final Map<String, String> versions;
  private final Optional<String> tooOld;

  /** @param versions by the name of the node */
  public Kubelets(Map<String, String> versions) {
    this.versions = Map.copyOf(versions);
    this.tooOld = versions.entrySet().stream().filter(node -> !isRecent(node.getValue())).map(Map.Entry::getKey)
        .min(Comparator.naturalOrder());
  }

  /** The first node, by name, whose kubelet is older than 1.33 or tells no version. */
  public Optional<String> tooOld() {
    return tooOld;
  }

  /** The same for a pod that is bound to a node already: only that one counts, if it exists. */
  public Optional<String> tooOld(String boundTo) {
    if (versions.containsKey(boundTo)) {
      return isRecent(versions.get(boundTo)) ? Optional.empty() : Optional.of(boundTo);
    }
    return tooOld;
  }

  /** With the version, for people. */
  public String describe(String node) {
    String version = versions.getOrDefault(node, "");
    return node + " (kubelet " + (version.isEmpty() ? "of unknown version" : version) + ")";
  }

  /** Whether istiod would take that version for one that can run native sidecars. */
  public static boolean isRecent(String kubeletVersion) {
    Matcher version = VERSION.matcher(kubeletVersion);
    return version.matches() && Integer.parseInt(version.group(2)) >= FIRST_MINOR;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Kubelets kubelets && versions.equals(kubelets.versions);
  }

  @Override
  public int hashCode() {
    return versions.hashCode();
  }

  @Override
  public String toString() {
    return versions.toString();
  }
}
