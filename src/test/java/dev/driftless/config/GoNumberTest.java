package dev.driftless.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {

  @ParameterizedTest
  @CsvSource({"11,11", "1.10,1.1", "-3,-3", "0,0", "15020,15020", "100000,100000", "999999,999999", "1000000,1e+06",
      "123456789,1.23456789e+08", "1234567.5,1.2345675e+06", "1e21,1e+21", "1.5e22,1.5e+22", "0.0001,0.0001",
      "0.000012345,1.2345e-05", "9007199254740993,9.007199254740992e+15"})
  void prints_as_go_does(double value, String go) {
    assertThat(GoNumber.print(value)).isEqualTo(go);
  }
}
