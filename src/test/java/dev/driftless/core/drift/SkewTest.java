package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkewTest {

  private static final String PROXY = "docker.io/istio/proxyv2:";

  @ParameterizedTest
  @CsvSource({"1.32.1,1.32.1,NONE", "1.32.1,1.32.1-distroless,NONE", "1.32.1,1.32.0,PATCH", "1.32.0,1.31.9,MINOR",
      "1.32.0,1.30.3,UNSUPPORTED", "2.0.0,1.32.0,UNSUPPORTED", "1.32.0,1.32.1,AHEAD", "1.31.2,1.32.0,AHEAD",
      "1.32.0,2.0.0,AHEAD", "latest,1.30.0,NONE", "1.32.0,latest,NONE"})
  void a_proxy_may_be_one_minor_release_behind_and_never_ahead(String expected, String actual, Skew skew) {
    assertThat(Skew.between(PROXY + expected, PROXY + actual)).isEqualTo(skew);
  }

  @Test
  void only_an_image_is_askew() {
    assertThat(new Drift(DriftReason.IMAGE, "istio-proxy", PROXY + "1.31.2", PROXY + "1.32.0", 1).skew())
        .isEqualTo(Skew.MINOR);
    assertThat(new Drift(DriftReason.UNWANTED_SIDECAR, "istio-proxy", PROXY + "1.31.2", PROXY + "1.32.0", 1).skew())
        .isEqualTo(Skew.NONE);
  }
}
