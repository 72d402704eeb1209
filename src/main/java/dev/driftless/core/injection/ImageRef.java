package dev.driftless.core.injection;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image reference, taken apart as container runtimes do.
 *
 * @param repository with its registry: {@code docker.io/istio/proxyv2}, also if the reference left the registry out
 * @param digest     with its algorithm: {@code sha256:…}
 */
public record ImageRef(String repository, Optional<String> tag, Optional<String> digest) {

  /** Never fails: of a malformed reference it returns what can be told apart. */
  public static ImageRef parse(String reference) {
    int at = reference.indexOf('@');
    String named = at < 0 ? reference : reference.substring(0, at);
    Optional<String> digest = at < 0 ? Optional.empty() : present(reference.substring(at + 1));

    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    String name = tagged ? named.substring(0, colon) : named;
    Optional<String> tag = tagged ? present(named.substring(colon + 1)) : Optional.empty();
    return new ImageRef(withRegistry(name), tag, digest);
  }

  /** The release of Istio that the tag names; empty if it names none. */
  public Optional<IstioVersion> version() {
    return tag.flatMap(IstioVersion::parse);
  }

  /** {@code distroless} or {@code debug}; empty for the plain image. */
  public Optional<String> variant() {
    return tag.flatMap(text -> Stream.of("distroless", "debug").filter(kind -> text.endsWith("-" + kind)).findFirst());
  }

  private static String withRegistry(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return "docker.io/library/" + name;
    }
    String first = name.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    return registry ? name : "docker.io/" + name;
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
