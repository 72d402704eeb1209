package dev.driftless.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.config.BindAddress;
import dev.driftless.core.plan.Mode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The whole daemon on the simulated cluster, over HTTP. */
class DemoTest {

  /** Nobody stops the demo. */
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final StringWriter output = new StringWriter();

  @Test
  void an_upgrade_restarts_what_can_be_restarted_and_says_of_all_others_why_not() throws Exception {
    assertThat(play(Mode.ENFORCE)).isTrue();

    assertThat(output.toString().replaceAll(" +", " ")).contains("Restarted and verified: 7 workloads",
        "Failed: 1", "Deployment payments/fragile TIMED_OUT: ",
        "StatefulSet data/single NEEDS_DOWNTIME: ", "DaemonSet edge/by-hand ON_DELETE: ",
        "Deployment payments/guarded PDB_NEVER_ALLOWS: ", "Deployment shop/recreated NEEDS_DOWNTIME: ",
        "Pod mail/debug BARE_POD: ", "Job reports/import JOB: ",
        "Deployment shop/opted-out OPTED_OUT: ");
  }

  @Test
  void a_proxy_that_cannot_be_pulled_stops_everything() throws Exception {
    assertThat(play(Mode.ENFORCE, Fault.BAD_IMAGE)).isFalse();

    assertThat(output.toString()).contains("Restarted and verified: 0 workloads", "ImagePull");
  }

  @Test
  void mode_observe_restarts_nothing() throws Exception {
    assertThat(play(Mode.OBSERVE)).isTrue();

    assertThat(output.toString()).contains("Restarted and verified: 0 workloads", "MODE_OBSERVE")
        .doesNotContain("restarting ");
  }

  private boolean play(Mode mode, Fault... faults) throws IOException, InterruptedException {
    DemoOptions options = new DemoOptions(DemoOptions.FEWEST_WORKLOADS + 2, 4, 1, Set.copyOf(List.of(faults)), mode,
        false, Optional.of(new BindAddress("127.0.0.1", 0)));
    return new Demo(options, new PrintWriter(output, true), false, 100)
        .run(longest -> NEVER.await(longest.toMillis(), TimeUnit.MILLISECONDS));
  }
}
