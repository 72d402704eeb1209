package dev.driftless.core.plan;

import dev.driftless.core.injection.ControlPlanes;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.injection.IstioVersion;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;

import java.util.Optional;

/** Whether the control plane behind an expectation stands: rolled out, served, and not older than its proxies. */
public final class ControlPlaneGate {

  private ControlPlaneGate() {}

  /**
   * @param  expectation what a new pod would get, as well as it is known
   * @param  computed    what the configuration alone gives it: it tells the version of an image that another webhook
   *                     has rewritten to a mere digest
   * @param  shown       whether the injector is, or will be, asked itself: where it is called by a URL nothing else
   *                     tells whether it is there
   * @return why no restart towards that expectation may start
   */
  static Optional<Deferral> check(Expectation expectation, Expectation computed, Inventory inventory, boolean shown) {
    return switch (expectation) {
      case Expectation.Injected injected when isExternal(injected, inventory) -> webhook(injected, inventory, shown);
      case Expectation.Injected injected -> revision(injected.revision(), inventory)
          .or(() -> webhook(injected, inventory, shown))
          .or(() -> proxyAhead(named(injected, computed),
              inventory.mesh().controlPlanes().get(injected.revision())));
      case Expectation.NotInjected none -> inventory.mesh().controlPlanes().keySet().stream().sorted()
          .flatMap(revision -> revision(revision, inventory).stream()).findFirst();
      case Expectation.Undecidable undecidable ->
        Optional.of(Deferral.of(DeferReason.CONTROL_PLANE_NOT_READY, undecidable.detail()));
    };
  }

  /** @return why the control plane of that revision does not count as settled */
  public static Optional<Deferral> revision(String revision, Inventory inventory) {
    ControlPlaneFacts plane = inventory.mesh().controlPlanes().get(revision);
    if (plane == null) {
      return Optional.of(Deferral.of(DeferReason.CONTROL_PLANE_NOT_READY, "no istiod of revision " + revision));
    }
    return plane.state() == ControlPlaneFacts.State.SETTLED ? Optional.empty()
        : Optional.of(Deferral.of(DeferReason.CONTROL_PLANE_NOT_READY, plane.name() + ": " + plane.detail()));
  }

  /** Whether its istiod runs elsewhere, where its rollouts cannot be seen: its answers are all that tells of it. */
  private static boolean isExternal(Expectation.Injected injected, Inventory inventory) {
    return !inventory.mesh().controlPlanes().containsKey(injected.revision())
        && called(injected, inventory).filter(webhook -> webhook.service().isEmpty()).isPresent();
  }

  private static Optional<Webhook> called(Expectation.Injected injected, Inventory inventory) {
    return inventory.mesh().webhooks().stream().flatMap(config -> config.webhooks().stream()
        .filter(webhook -> injected.webhook().equals(config.name() + "/" + webhook.name()))).findFirst();
  }

  private static Optional<Deferral> webhook(Expectation.Injected injected, Inventory inventory, boolean shown) {
    Optional<Webhook> found = called(injected, inventory);
    if (found.isEmpty() || !found.get().caBundle()) {
      return notServed(injected, "has no CA bundle");
    }
    if (found.get().service().isEmpty()) {
      return shown ? Optional.empty()
          : notServed(injected, "calls a URL: whether anything answers there cannot be seen");
    }
    WebhookConfigFacts.ServiceRef service = found.get().service().get();
    return inventory.readyEndpoints(service.namespace(), service.name()) > 0 ? Optional.empty()
        : notServed(injected, "calls Service " + service.namespace() + "/" + service.name()
            + ", which has no ready endpoint");
  }

  private static Optional<Deferral> notServed(Expectation.Injected injected, String why) {
    return Optional.of(Deferral.of(DeferReason.WEBHOOK_NOT_SERVED, injected.webhook() + " " + why));
  }

  /** The image by a name that tells its version, if either of them does. */
  private static String named(Expectation.Injected injected, Expectation computed) {
    return ImageRef.parse(injected.image()).tag().isEmpty() && computed instanceof Expectation.Injected configured
        ? configured.image() : injected.image();
  }

  private static Optional<Deferral> proxyAhead(String image, ControlPlaneFacts plane) {
    Optional<IstioVersion> istiod = ControlPlanes.versionOf(plane);
    ImageRef proxy = ImageRef.parse(image);
    Optional<IstioVersion> version = proxy.version();
    if (istiod.isPresent() && version.isPresent()) {
      return version.get().compareTo(istiod.get()) <= 0 ? Optional.empty()
          : Optional.of(Deferral.of(DeferReason.PROXY_AHEAD,
              "the injector gives " + version.get() + ", " + plane.name() + " is " + istiod.get()));
    }
    boolean sameTag = proxy.tag().isPresent() && proxy.tag().equals(ImageRef.parse(plane.image()).tag());
    return sameTag ? Optional.empty() : Optional.of(Deferral.of(DeferReason.PROXY_NOT_COMPARABLE,
        "the injector gives " + image + ", " + plane.name() + " runs " + plane.image()));
  }
}
