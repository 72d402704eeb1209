package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The demo as people start it, without a terminal. */
@Execution(ExecutionMode.CONCURRENT)
@Order(Programs.LONG)
class DemoIT {

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final Duration TO_STOP = Duration.ofSeconds(10);
  private static final Duration LET_GO = Duration.ofSeconds(5);
  private static final String ALL = "Restarted and verified: 8 workloads";
  private static final String NONE = "Restarted and verified: 0 workloads";
  private static final List<String> SMALL = List.of("demo", "--workloads", "18", "--speed", "4");

  @TempDir
  private Path folder;

  /** @param code exit code */
  private record Played(int code, String text) {}

  private Process start(String... options) {
    List<String> arguments = new ArrayList<>(SMALL);
    arguments.addAll(List.of(options));
    List<String> command = new ArrayList<>(Programs.driftless(arguments));
    command.add(command.indexOf("-jar"), "-Djava.io.tmpdir=" + folder);
    return Programs.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile()));
  }

  private Path output() {
    return folder.resolve("output");
  }

  private String text() {
    return Programs.read(output()).replaceAll(" +", " ");
  }

  private Played play(String... options) {
    int code = Programs.await(start(options), LIMIT, "the demo");
    return new Played(code, text());
  }

  @Test
  void an_upgrade_restarts_what_can_be_restarted_and_says_of_all_others_why_not() {
    Played demo = play("--metrics-bind-address", "127.0.0.1:0");

    assertThat(demo.text()).contains("Istio 1.31.2 → 1.32.0, mode enforce", "upgrade istiod rolls to 1.32.0", ALL,
        "Failed: 1", "Deployment payments/fragile TIMED_OUT: ", "(made to fail in this demo)",
        "StatefulSet data/single NEEDS_DOWNTIME: ", "evicting DaemonSet edge/by-hand: pod ",
        "Deployment payments/guarded PDB_NEVER_ALLOWS: ", "Deployment shop/recreated NEEDS_DOWNTIME: ",
        "Pod mail/debug BARE_POD: ", "Job reports/import JOB: ", "Deployment shop/opted-out OPTED_OUT: ",
        "Everything that a restart can put right was put right.");
    assertThat(demo.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow-api", "lost-watch", "lost-answer"})
  void it_gets_over_this(String fault) {
    Played demo = play("--metrics-bind-address", "127.0.0.1:0", "--fault", fault);

    assertThat(demo.text()).contains("fault " + fault + ": ", ALL, "Failed: 1",
        "Deployment payments/fragile TIMED_OUT: ");
    assertThat(demo.code()).isZero();
  }

  @Test
  void a_proxy_that_cannot_be_pulled_is_told_as_the_reason() {
    Played demo = play("--metrics-bind-address", "127.0.0.1:0", "--fault", "bad-image");

    assertThat(demo.text()).contains(NONE, "Failed: 1", "BREAKER_OPEN: restarts towards ")
        .containsPattern("identity/two-versions TIMED_OUT: 0 of 2 .*istio-init: (ErrImagePull|ImagePullBackOff)");
    assertThat(demo.code()).isEqualTo(1);
  }

  @Test
  void apps_that_crash_with_the_new_proxy_are_told_as_the_reason() {
    Played demo = play("--metrics-bind-address", "127.0.0.1:0", "--fault", "crash-loop");

    assertThat(demo.text()).contains(NONE).containsPattern("identity/two-versions TIMED_OUT: .*app: CrashLoopBackOff");
    assertThat(demo.code()).isEqualTo(1);
  }

  @Test
  void a_control_plane_that_is_gone_is_waited_for() {
    Played demo = play("--metrics-bind-address", "127.0.0.1:0", "--fault", "webhook-down");

    assertThat(demo.text()).contains(NONE, "Failed: 0", "fault istiod is scaled to nothing",
        "and 8 more CONTROL_PLANE_NOT_READY: istiod: scaled to nothing")
        .doesNotContain("restarting ");
    assertThat(demo.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"observe", "dry-run"})
  void other_modes_restart_nothing(String mode) {
    Played demo = play("--metrics-bind-address", "127.0.0.1:0", "--mode", mode);

    assertThat(demo.text()).contains(NONE, "and 8 more MODE_").doesNotContain("restarting ");
    assertThat(demo.code()).isEqualTo(1);
  }

  @Test
  void the_usual_port_is_taken_and_another_found_unless_one_was_asked_for() throws IOException {
    try (ServerSocket taken = usual()) {
      Played asked = play("--metrics-bind-address", "127.0.0.1:" + taken.getLocalPort());
      assertThat(asked.text()).contains(Integer.toString(taken.getLocalPort()));
      assertThat(asked.code()).isEqualTo(64);
    }
    try (ServerSocket usual = usual()) {
      assertThat(usual.isBound()).isTrue();
      Process demo = start("--keep-running");
      await("metrics").atMost(LIMIT).until(() -> text().contains("/metrics"));
      demo.destroyForcibly();
      assertThat(text()).contains("Port 8080 is taken").doesNotContain(":8080/");
    }
  }

  /** The usual port, or any if somebody else has it and does not give it back, as a demo does that was just killed. */
  private static ServerSocket usual() throws IOException {
    try {
      return await("the usual port").atMost(LET_GO).ignoreExceptions()
          .until(() -> new ServerSocket(8080, 1, InetAddress.getLoopbackAddress()), ServerSocket::isBound);
    } catch (ConditionTimeoutException taken) {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
  }

  @Test
  void asked_to_stop_before_anything_happens_it_ends_without_a_word_of_success() {
    Process demo = start("--metrics-bind-address", "127.0.0.1:0");
    await("set up").atMost(LIMIT).until(() -> text().contains("Setting up"));

    demo.destroy();
    int code = Programs.await(demo, TO_STOP, "the demo, asked to stop,");

    assertThat(code).isEqualTo(1);
    assertThat(text()).doesNotContain("Exception");
  }

  @Test
  void another_cluster_or_configuration_is_refused() {
    Played demo = play("--config", "driftless.yaml");

    assertThat(demo.code()).isEqualTo(64);
    assertThat(demo.text()).contains("--config: the demo brings its own cluster and configuration");
  }

  @Test
  void asked_to_stop_it_sums_up_and_leaves_nothing_behind() throws IOException {
    Process demo = start("--metrics-bind-address", "127.0.0.1:0");
    await("a restart").atMost(LIMIT).until(() -> text().contains("restarting "));

    demo.destroy();
    int code = Programs.await(demo, TO_STOP, "the demo, asked to stop,");

    assertThat(code).isEqualTo(1);
    assertThat(text()).contains("Stopped before its end.", "Restarted and verified: ", "Not restarted: ");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(output());
    }
  }
}
