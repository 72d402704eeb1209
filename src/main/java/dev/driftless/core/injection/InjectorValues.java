package dev.driftless.core.injection;

import dev.driftless.core.model.Tree;
import dev.driftless.core.model.Tree.ScalarType;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Values of another type than istiod reads them as. It then goes on with the former values, which nobody can see, and
 * does not start any more (istio/istio, {@code NewValuesConfig} in {@code pkg/kube/inject/webhook.go}, {@code
 * operator/pkg/apis/values_types.proto}). Only those are looked at on which injection depends.
 */
final class InjectorValues {

  private static final List<String[]> TEXTS = Stream.of("global.hub", "global.variant", "global.proxy.image",
      "global.proxy_init.image", "global.multiCluster.clusterName", "revision").map(InjectorValues::path).toList();
  private static final List<String[]> TRUTHS =
      Stream.of("pilot.cni.enabled", "global.proxy.holdApplicationUntilProxyStarts").map(InjectorValues::path).toList();
  private static final List<String[]> AMOUNTS = Stream.of("global.proxy.resources.requests",
      "global.proxy.resources.limits").map(InjectorValues::path).toList();

  private InjectorValues() {}

  /** @return the first value that istiod cannot read, by its path */
  static Optional<String> problem(Tree values) {
    return Stream.of(wrong(values, TEXTS, ScalarType.TEXT, "a text"),
        wrong(values, TRUTHS, ScalarType.BOOLEAN, "true or false"),
        AMOUNTS.stream().flatMap(path -> values.at(path).entries().entrySet().stream()
            .filter(amount -> !is(amount.getValue(), ScalarType.TEXT))
            .map(amount -> message(path, "." + amount.getKey(), "a text"))))
        .flatMap(problems -> problems).findFirst();
  }

  private static Stream<String> wrong(Tree values, List<String[]> paths, ScalarType type, String allowed) {
    return paths.stream().filter(path -> !is(values.at(path), type)).map(path -> message(path, "", allowed));
  }

  private static boolean is(Tree value, ScalarType type) {
    return !value.isPresent() || value instanceof Tree.Scalar scalar && scalar.type() == type;
  }

  private static String message(String[] path, String key, String allowed) {
    return String.join(".", path) + key + " must be " + allowed + "; istiod goes on with its former values";
  }

  private static String[] path(String text) {
    return text.split("\\.");
  }
}
