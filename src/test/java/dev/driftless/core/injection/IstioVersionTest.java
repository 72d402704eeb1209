package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.ControlPlaneFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

class IstioVersionTest {

  @ParameterizedTest
  @CsvSource({"1.30.3, 1.30.3", "1.32.0-alpha.527f8d6, 1.32.0", "release-1.9.10, 1.9.10", "1.30.2-1, 1.30.2",
      "1.30.3-distroless, 1.30.3", "1.30.3+build, 1.30.3", "1.30.3.4, 1.30.3"})
  void reads_the_first_three_numbers(String text, String version) {
    assertThat(IstioVersion.parse(text).map(IstioVersion::toString)).contains(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "unknown", "1.30", "v1.30.3", "1.30.3x", "1.30.99999999999999999999",
      "x-1.30.3"})
  void is_empty_for_anything_else(String text) {
    assertThat(IstioVersion.parse(text)).isEmpty();
  }

  @Test
  void orders_by_number_and_not_by_text() {
    IstioVersion older = new IstioVersion(1, 9, 30);
    IstioVersion newer = new IstioVersion(1, 30, 3);

    assertThat(older).isLessThan(newer);
    assertThat(newer).isLessThan(new IstioVersion(1, 30, 10)).isLessThan(new IstioVersion(2, 0, 0));
  }

  @Test
  void compares_minor_versions_without_their_patches() {
    IstioVersion version = new IstioVersion(1, 26, 8);

    assertThat(version.compareMinor(new IstioVersion(1, 26, 0))).isZero();
    assertThat(version.compareMinor(new IstioVersion(1, 27, 0))).isNegative();
    assertThat(version.isBefore(1, 27)).isTrue();
    assertThat(version.isBefore(1, 26)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"docker.io/istio/pilot:1.30.3-distroless, 1.26.2, 1.30.3", "docker.io/istio/pilot:latest, 1.26.2, 1.26.2",
      "docker.io/istio/pilot:latest, unknown, "})
  void an_istiods_image_takes_priority_over_its_version_label(String image, String label, String version) {
    var istiod = new ControlPlaneFacts("istiod", "default", image, Optional.of(label),
        Map.of(), ControlPlaneFacts.State.SETTLED, "");

    assertThat(ControlPlanes.versionOf(istiod).map(IstioVersion::toString)).isEqualTo(Optional.ofNullable(version));
  }
}
