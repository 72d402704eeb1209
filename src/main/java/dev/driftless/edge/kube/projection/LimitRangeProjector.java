package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.LimitRangeFacts;
import dev.driftless.edge.kube.lean.LeanLimitRange;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** LimitRanges; those that only limit do not matter. */
final class LimitRangeProjector {

  private LimitRangeProjector() {}

  static Optional<Facts> project(LeanLimitRange object) {
    Set<String> defaults = object.getSpec().limits().stream()
        .filter(limit -> limit.type().equals("Container"))
        .flatMap(limit -> Stream.concat(
            limit.limit().keySet().stream().map(name -> "limits." + name),
            Stream.concat(limit.limit().keySet().stream(), limit.request().keySet().stream())
                .map(name -> "requests." + name)))
        .collect(Collectors.toUnmodifiableSet());
    return defaults.isEmpty() ? Optional.empty()
        : Optional.of(new LimitRangeFacts(object.namespace(), object.name(), defaults));
  }
}
