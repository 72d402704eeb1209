package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Set;

class ProvableTest {

  private static final Set<UnknownReason> BY_A_DRY_RUN = Set.of(UnknownReason.CUSTOM_TEMPLATE,
      UnknownReason.ISTIO_RULES_UNKNOWN, UnknownReason.NOT_DERIVABLE, UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
      UnknownReason.CONTROL_PLANE_EXTERNAL);
  private static final Proxy SEEN = Proxies.plain("mirror.io/proxyv2:1.32.0", "default");

  @ParameterizedTest
  @EnumSource(UnknownReason.class)
  void what_only_is_hard_to_derive_can_be_shown_and_what_people_must_mend_cannot(UnknownReason reason) {
    Expectation open = new Expectation.Undecidable(reason, "why", "w", "default", false);

    assertThat(Provable.is(open)).isEqualTo(BY_A_DRY_RUN.contains(reason));
    assertThat(Provable.revision(open)).isEqualTo(BY_A_DRY_RUN.contains(reason) ? "default" : "");
    assertThat(Provable.is(new Expectation.Undecidable(reason, "why"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SkipReason.class)
  void no_sidecar_can_be_shown_unless_a_revision_is_missing(SkipReason reason) {
    Expectation none = new Expectation.NotInjected(reason, "why", "default");

    assertThat(Provable.is(none)).isEqualTo(reason != SkipReason.DANGLING_REVISION);
    assertThat(Provable.revision(none)).isEqualTo("default");
    assertThat(Provable.proved(none, SEEN)).isSameAs(none);
  }

  @Test
  void what_was_shown_takes_the_place_of_what_was_computed() {
    Expectation.Injected computed = Proxies.expected("docker.io/istio/proxyv2:1.32.0", true, "w");

    assertThat(Provable.is(computed)).isTrue();
    assertThat(Provable.revision(computed)).isEqualTo("default");
    assertThat(Provable.proved(computed, SEEN)).isEqualTo(new Expectation.Injected("default", SEEN.image(), true, "w",
        computed.features(), Expectation.Source.PROVED));
    assertThat(Provable.proved(new Expectation.Undecidable(UnknownReason.CUSTOM_TEMPLATE, "why", "w", "default",
        false), SEEN))
        .isEqualTo(new Expectation.Injected("default", SEEN.image(), false, "w", computed.features(),
            Expectation.Source.PROVED));
  }
}
