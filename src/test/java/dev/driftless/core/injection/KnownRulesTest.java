package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class KnownRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.18.0", "1.26.2", "1.32.0-alpha.4f2a", "1.32.9", "latest"})
  void the_rules_of_these_releases_are_known(String version) {
    assertThat(KnownRules.refusal(OneInjector.of(version).injector())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.17.8", "1.33.0", "1.33.0-alpha.1", "2.0.0", "0.9.9"})
  void of_others_only_a_proof_tells(String version) {
    String plain = version.replace("-alpha.1", "");

    assertThat(KnownRules.refusal(OneInjector.of(version).injector())).contains(new Undecidable(
        UnknownReason.ISTIO_RULES_UNKNOWN, "istiod is of Istio " + plain + "; the rules of 1.18 to 1.32 are known"));
  }

  @Test
  void a_shared_mesh_configuration_is_not_read() {
    OneInjector injector = OneInjector.PLAIN.env("SHARED_MESH_CONFIG", Optional.of("shared"));

    assertThat(KnownRules.refusal(injector.injector())).contains(new Undecidable(UnknownReason.NOT_DERIVABLE,
        "SHARED_MESH_CONFIG of istiod adds a mesh configuration that is not read"));
    assertThat(KnownRules.refusal(OneInjector.PLAIN.env("SHARED_MESH_CONFIG", Optional.empty()).injector()))
        .isPresent();
  }
}
