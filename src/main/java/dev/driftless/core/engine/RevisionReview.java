package dev.driftless.core.engine;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.plan.ControlPlaneGate;

import java.util.List;
import java.util.TreeSet;

/**
 * A revision of the mesh.
 *
 * @param tags   that point at it, ordered
 * @param image  of its istiod; empty if there is none
 * @param detail why it is not settled; empty if it is
 */
public record RevisionReview(String name, List<String> tags, String image, ControlPlane controlPlane, String detail) {

  /** How its istiod stands. The label is what {@code plan} prints. */
  public enum ControlPlane {
    SETTLED("Settled"), ROLLING_OUT("RollingOut"), NOT_READY("NotReady"), MISSING("Missing");

    private final String label;

    ControlPlane(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  static List<RevisionReview> of(Inventory inventory) {
    TreeSet<String> names = new TreeSet<>(inventory.mesh().controlPlanes().keySet());
    inventory.mesh().webhooks().forEach(config -> names.add(config.revision()));
    names.remove("");
    return names.stream().map(name -> of(name, inventory)).toList();
  }

  private static RevisionReview of(String name, Inventory inventory) {
    List<String> tags = inventory.mesh().webhooks().stream().filter(config -> config.revision().equals(name))
        .map(WebhookConfigFacts::tag).flatMap(java.util.Optional::stream).sorted().distinct().toList();
    String detail = ControlPlaneGate.revision(name, inventory).map(deferral -> deferral.detail()).orElse("");
    ControlPlaneFacts plane = inventory.mesh().controlPlanes().get(name);
    if (plane == null) {
      return new RevisionReview(name, tags, "", ControlPlane.MISSING, detail);
    }
    return new RevisionReview(name, tags, plane.image(), standing(plane), detail);
  }

  private static ControlPlane standing(ControlPlaneFacts plane) {
    return switch (plane.state()) {
      case SETTLED -> ControlPlane.SETTLED;
      case ROLLING_OUT -> ControlPlane.ROLLING_OUT;
      case NOT_READY -> ControlPlane.NOT_READY;
    };
  }
}
