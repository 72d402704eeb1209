package dev.driftless.edge.kube.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class LeaseFenceTest {

  private final Machine machine = new Machine(0, Instant.parse("2026-11-20T10:00:00Z"));
  private final LeaseFence fence = new LeaseFence(machine);

  @Test
  void it_is_closed_before_the_first_renewal() {
    assertThat(fence.patience()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "4000, 10", "4001, 9", "5000, 9", "8000, 6", "9000, 5"})
  void a_write_may_take_what_is_left_of_the_lease_less_a_second_and_ten_at_most(long millis, long seconds) {
    fence.renewed(machine.get());

    machine.pass(Duration.ofMillis(millis));

    assertThat(fence.patience()).hasValue(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"9001", "15000", "3600000"})
  void with_less_than_five_it_is_not_sent(long millis) {
    fence.renewed(machine.get());

    machine.pass(Duration.ofMillis(millis));

    assertThat(fence.patience()).isEmpty();
  }

  @Test
  void a_machine_that_slept_is_found_out_by_the_clock_that_went_on() {
    fence.renewed(machine.get());

    machine.suspend(Duration.ofSeconds(20));

    assertThat(fence.patience()).isEmpty();
  }

  @Test
  void a_clock_that_is_set_back_wins_no_time() {
    fence.renewed(machine.get());

    machine.pass(Duration.ofSeconds(8));
    machine.set(Duration.ofHours(-1));

    assertThat(fence.patience()).hasValue(Duration.ofSeconds(6));
  }

  @Test
  void closed_is_closed() {
    fence.renewed(machine.get());

    fence.close();

    assertThat(fence.patience()).isEqualTo(Optional.empty());
  }
}
