package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.driftless.cli.demo.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class CommandsTest {

  @TempDir
  private Path folder;

  private final StopSignal signal = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void says_its_version() {
    assertThat(execute("version")).isZero();
    assertThat(out.toString()).startsWith("driftless ");
    assertThat(execute("version", "-o", "json")).isZero();
    assertThat(out.toString()).contains("{\"version\":");
  }

  @Test
  void an_unknown_flag_is_bad_usage() {
    assertThat(execute("run", "--frobnicate")).isEqualTo(64);
    assertThat(err.toString()).contains("--frobnicate");
  }

  @Test
  void all_errors_of_a_configuration_are_told_at_once() throws IOException {
    Path config = Files.writeString(folder.resolve("driftless.yaml"),
        "apiVersion: driftless.dev/v1alpha1\nkind: DriftlessConfig\nmode: yolo\nmesh: {setle: 1s}\n");

    assertThat(execute("run", "--config", config.toString())).isEqualTo(64);
    assertThat(err.toString()).contains(config + ": mode: 'yolo'", "enforce", config + ": mesh.setle: ");
  }

  @Test
  void the_help_of_the_demo_says_what_each_fault_does() {
    assertThat(execute("demo", "--help")).isZero();

    String help = out.toString().replaceAll("\\s+", " ");
    for (Fault fault : Fault.values()) {
      assertThat(help).contains(fault + ": " + fault.effect());
    }
  }

  @Test
  void a_demo_has_as_many_workloads_as_anybody_can_watch() {
    assertThat(execute("demo", "--workloads", "301")).isEqualTo(64);
    assertThat(err.toString()).contains("--workloads: 301; allowed: 16 to 300");
  }

  @Test
  void an_unreadable_kubeconfig_is_bad_usage_and_named() {
    String file = folder.resolve("none").toString();

    assertThat(execute("run", "--kubeconfig", file)).isEqualTo(64);
    assertThat(err.toString()).contains(file);
  }

  @Test
  void plan_that_cannot_reach_the_api_server_could_not_tell() throws IOException {
    assertThat(execute("plan", "--kubeconfig", nobody())).isEqualTo(2);
    assertThat(err.toString()).contains("http://127.0.0.1:1");
  }

  @Test
  void run_that_is_asked_to_stop_while_it_tries_to_connect_ends_well() throws IOException {
    signal.give();

    assertThat(execute("run", "--kubeconfig", nobody())).isZero();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(err.toString()).isEmpty();
    assertThat(signal.declined()).isNotDone();
  }

  @Test
  void plan_leaves_signals_to_the_system() throws IOException {
    execute("plan", "--kubeconfig", nobody());

    assertThat(signal.declined()).isDone();
  }

  @Test
  void global_flags_may_stand_before_the_command() {
    assertThat(execute("--config", "/none.yaml", "plan")).isEqualTo(64);
    assertThat(err.toString()).isEqualTo("""
        The configuration is not valid:
          --config: /none.yaml: does not exist
        """);
  }

  @Test
  void a_variable_stands_in_for_a_flag_and_is_named() {
    assertThat(execute(Map.of("DRIFTLESS_CONFIG", "/none.yaml"), "run")).isEqualTo(64);
    assertThat(err.toString()).contains("  DRIFTLESS_CONFIG: /none.yaml: does not exist");
  }

  @Test
  void a_flag_beats_its_variable() {
    assertThat(execute(Map.of("DRIFTLESS_CONFIG", "/none.yaml"), "run", "--config", "/other.yaml")).isEqualTo(64);
    assertThat(err.toString()).contains("  --config: /other.yaml: does not exist").doesNotContain("none.yaml");
  }

  @Test
  void an_empty_variable_counts_as_absent() {
    Map<String, String> environment = Map.of("DRIFTLESS_CONFIG", "", "DRIFTLESS_KUBECONFIG", "/none.kubeconfig");

    assertThat(execute(environment, "run")).isEqualTo(64);
    assertThat(err.toString()).contains("/none.kubeconfig").doesNotContain("DRIFTLESS_CONFIG");
  }

  @Test
  void no_command_is_bad_usage() {
    assertThat(execute()).isEqualTo(64);
    assertThat(err.toString()).contains("Missing required subcommand");
  }

  @Test
  void help_tells_the_exit_codes() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("--kubeconfig", "--context", "--config", "64", "69", "70", "75");
  }

  /** Leads to an address where nobody listens. */
  private String nobody() throws IOException {
    return kubeconfig(1);
  }

  private String kubeconfig(int port) throws IOException {
    return Files.writeString(folder.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: u, user: {}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        """.formatted(port)).toString();
  }

  @Test
  void help_is_a_command_as_well() {
    assertThat(execute("help")).isZero();
    assertThat(out.toString()).contains("plan", "run", "Exit codes:");
    assertThat(execute("help", "nosuch")).isEqualTo(64);
  }

  @Test
  void help_of_run_tells_its_exit_codes_and_defaults() {
    assertThat(execute("help", "run")).isZero();
    assertThat(out.toString()).contains("Exit codes:", "69", "default: observe", "default: :8080", "default: :8081",
        "default: json", "default: info", "75", "--leader-elect", "default: true");
  }

  @Test
  void whether_to_elect_a_leader_is_true_or_false_and_true_by_its_name_alone() {
    assertThat(execute("run", "--leader-elect=perhaps")).isEqualTo(64);
    assertThat(err.toString()).contains("--leader-elect: 'perhaps' is not allowed; allowed: true, false");
    assertThat(execute("run", "--leader-elect", "--mode", "never")).isEqualTo(64);
    assertThat(err.toString()).contains("--mode: 'never'").doesNotContain("--leader-elect: '--mode'");
  }

  @Test
  void a_port_that_is_taken_is_bad_usage() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      api.createContext("/", exchange -> exchange.sendResponseHeaders(403, -1));
      api.createContext("/version", exchange -> exchange.sendResponseHeaders(204, -1));
      api.start();
      String kubeconfig = kubeconfig(api.getAddress().getPort());

      int code = execute("run", "--kubeconfig", kubeconfig, "--metrics-bind-address", ":" + taken.getLocalPort());

      assertThat(code).isEqualTo(64);
      assertThat(err.toString()).contains("cannot listen on ':" + taken.getLocalPort(), "--metrics-bind-address");
      api.stop(0);
    }
  }

  private int execute(String... arguments) {
    return execute(Map.of(), arguments);
  }

  private int execute(Map<String, String> environment, String... arguments) {
    CommandLine line = Commands.line(signal, environment);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
