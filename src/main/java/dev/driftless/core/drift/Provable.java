package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

import java.util.Set;

/**
 * Which expectations a dry run can settle. Where people must mend something first (two webhooks that both inject, a
 * configuration that istiod itself could not read) its answer would be an accident of the moment.
 */
public final class Provable {

  /** Why it is not known what a new pod would get. */
  private static final Set<UnknownReason> UNDECIDED = Set.of(UnknownReason.CUSTOM_TEMPLATE,
      UnknownReason.ISTIO_RULES_UNKNOWN, UnknownReason.NOT_DERIVABLE, UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
      UnknownReason.CONTROL_PLANE_EXTERNAL);

  /** Why pods cannot be compared with what is known of it. */
  private static final Set<UnknownReason> INCOMPARABLE = Set.of(UnknownReason.IMAGE_REWRITTEN,
      UnknownReason.IMAGE_NOT_COMPARABLE, UnknownReason.PROOF_REFUSED);

  private Provable() {}

  public static boolean is(Expectation computed) {
    return switch (computed) {
      case Expectation.Injected injected -> true;
      case Expectation.NotInjected none -> none.reason() != SkipReason.DANGLING_REVISION;
      case Expectation.Undecidable undecidable ->
        !undecidable.revision().isEmpty() && UNDECIDED.contains(undecidable.reason());
    };
  }

  /** Whether an answer may tell what is unknown for that reason. */
  public static boolean settles(UnknownReason reason) {
    return UNDECIDED.contains(reason) || INCOMPARABLE.contains(reason);
  }

  /** The revision that decides; empty if none does, or if a dry run could not settle it. */
  public static String revision(Expectation computed) {
    return switch (computed) {
      case Expectation.Injected injected -> injected.revision();
      case Expectation.NotInjected none -> none.revision();
      case Expectation.Undecidable undecidable -> is(undecidable) ? undecidable.revision() : "";
    };
  }

  static Expectation proved(Expectation computed, Proxy proxy) {
    return switch (computed) {
      case Expectation.Injected injected -> injected.proved(proxy);
      case Expectation.Undecidable undecidable ->
        Expectation.Injected.shown(proxy, undecidable.webhook(), undecidable.gateway());
      case Expectation.NotInjected none -> none;
    };
  }
}
