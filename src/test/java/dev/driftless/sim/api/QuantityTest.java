package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({"2000m,2", "1024Mi,1Gi", "0.5,500m", "1000000,1M", "1.5Gi,1536Mi", "0.5Mi,512Ki", "1E,1E", "100m,100m",
      "0,0", "0Mi,0", "128974848,128974848", "1500,1500", "1e3,1e3", "12e6,12e6", "1Ki,1Ki", "1023Ki,1023Ki",
      "0.1Ki,102400m", "-1000m,-1", "512,512", "1000Ki,1000Ki", "0.9765625Ki,1k", "0.0000000001,1n"})
  void has_one_form(String given, String canonical) throws ApiException {
    assertThat(Quantity.parse(given).toString()).isEqualTo(canonical);
  }

  @Test
  void what_is_no_amount_is_a_bad_request() {
    assertThat(refusal(() -> Quantity.parse("abc"))).hasMessage("quantities must match the regular expression"
        + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }

  @ParameterizedTest
  @CsvSource({"250m,250,1", "1.5,1500,2", "64Mi,67108864000,67108864", "1G,1000000000000,1000000000",
      "1e3,1000000,1000", "1n,1,1", "0,0,0"})
  void is_counted_rounded_up(String stored, long thousandths, long units) {
    Quantity quantity = Quantity.stored(Cluster.json("{'q': '" + stored + "'}").path("q"));

    assertThat(quantity.thousandths()).isEqualTo(thousandths);
    assertThat(quantity.units()).isEqualTo(units);
  }

  @Test
  void what_is_not_there_is_nothing() {
    assertThat(Quantity.stored(Cluster.json("{}").path("q")).units()).isZero();
    assertThat(Quantity.stored(Cluster.json("{'q': 110}").path("q")).units()).isEqualTo(110);
  }
}
