package dev.driftless.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.api.ApiException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class SameSeedTest {

  @Test
  void the_same_seed_gives_the_same_history() throws ApiException {
    String first = BusyCluster.history(42);

    assertThat(first.lines().count()).isGreaterThan(400);
    assertThat(first).contains("istio-proxy", "ErrImagePull", "CrashLoopBackOff", "SuccessfulRescale",
        "NodeStatusUnknown");
    assertThat(BusyCluster.history(42)).isEqualTo(first);
  }

  /** Where sets and maps without an order of their own would have another one. */
  @Test
  void it_does_so_in_another_process_too() throws ApiException, IOException {
    Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), BusyCluster.class.getName(), "42")
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();

    String history = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(history).isEqualTo(BusyCluster.history(42));
  }

  @Test
  void another_seed_gives_another_history() throws ApiException {
    assertThat(BusyCluster.history(42)).isNotEqualTo(BusyCluster.history(43));
  }
}
