package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the table of image cases leaves open. */
class ImageDifferenceTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
      a.io/p:1.30.3,              b.io/p:1.26.2,                VERSION
      a.io/p:1.30.3-distroless,   b.io/p:1.30.3,                VARIANT
      a.io/p:latest,              b.io/p:latest,                REGISTRY
      a.io/p:1.30.3-1,            b.io/p:1.30.3-2,              REGISTRY
      a.io/p:1.30.3-1,            a.io/p:1.30.3-2,              REBUILD
      a.io/p:1.30.3@sha256:a,     b.io/p:1.30.3@sha256:a,       SAME
      a.io/p:1.30.3@sha256:a,     b.io/p:1.30.3,                REBUILD
      a.io/p:1.30.3@sha256:a,     a.io/p:1.26.2@sha256:b,       VERSION
      a.io/p@sha256:a,            a.io/p@sha256:b,              UNKNOWN
      a.io/p:1.30.3,              a.io/p:latest,                UNKNOWN
      a.io/p:latest,              a.io/p:1.30.3,                UNKNOWN
      a.io/p:1.30.3,              a.io/p,                       UNKNOWN
      """)
  void tells_the_difference_that_is_certain(String expected, String actual, ImageDifference difference) {
    assertThat(ImageDifference.between(expected, actual)).isEqualTo(difference);
  }
}
