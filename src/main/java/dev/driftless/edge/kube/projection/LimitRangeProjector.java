package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.LimitRangeFacts;
import dev.driftless.core.model.Resources;
import dev.driftless.edge.kube.lean.LeanLimitRange;

import java.util.Optional;

/** LimitRanges; those that only limit do not matter. */
final class LimitRangeProjector {

  private LimitRangeProjector() {}

  static Optional<Facts> project(LeanLimitRange object) {
    Resources defaults = Resources.NONE;
    for (LeanLimitRange.Limit limit : object.getSpec().limits()) {
      if (limit.type().equals("Container")) {
        defaults = defaults.overlaid(Amounts.read(limit.request(), limit.limit()).defaulted());
      }
    }
    return defaults.equals(Resources.NONE) ? Optional.empty()
        : Optional.of(new LimitRangeFacts(object.namespace(), object.name(), defaults));
  }
}
