package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.edge.kube.lean.LeanObject;
import io.fabric8.kubernetes.api.model.OwnerReference;

import java.util.Optional;

/** Reads the controller of an object. */
final class Owners {

  private Owners() {}

  static Optional<OwnerLink> controllerOf(LeanObject object) {
    for (OwnerReference reference : object.getMetadata().getOwnerReferences()) {
      if (Boolean.TRUE.equals(reference.getController())) {
        return Optional.of(new OwnerLink(kind(reference), reference.getName(), reference.getUid()));
      }
    }
    return Optional.empty();
  }

  /** Other API groups have kinds of the same name, for example OpenKruise a StatefulSet: those are not ours to know. */
  private static Kind kind(OwnerReference reference) {
    Kind kind = Kind.of(reference.getKind());
    String group = switch (kind) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET -> "apps/";
      case JOB -> "batch/";
      case ARGO_ROLLOUT -> "argoproj.io/";
      case REPLICATION_CONTROLLER, POD -> "v1";
      case OTHER -> "";
    };
    return reference.getApiVersion().startsWith(group) ? kind : Kind.OTHER;
  }
}
