package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class AgesTest {

  @ParameterizedTest
  @CsvSource({"PT0S,0s", "PT119S,119s", "PT2M,2m", "PT5M30S,5m30s", "PT10M30S,10m", "PT179M,179m", "PT3H,3h",
      "PT7H5M,7h5m", "PT8H5M,8h", "PT47H,47h", "PT48H,2d", "PT50H,2d2h", "P8DT1H,8d", "P729D,729d", "P730D,2y",
      "P740D,2y10d", "P3650D,10y", "-PT5S,<invalid>"})
  void are_short(Duration age, String text) {
    assertThat(Ages.text(age)).isEqualTo(text);
  }
}
