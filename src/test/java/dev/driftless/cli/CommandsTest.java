package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class CommandsTest {

  @TempDir
  private Path folder;

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
    assertThat(err.toString()).contains("mode", "yolo", "enforce", "mesh.setle");
  }

  @Test
  void an_unreadable_kubeconfig_is_bad_usage_and_named() {
    String file = folder.resolve("none").toString();

    assertThat(execute("run", "--kubeconfig", file)).isEqualTo(64);
    assertThat(err.toString()).contains(file);
  }

  @Test
  void plan_that_cannot_reach_the_api_server_could_not_tell() throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
        users: [{name: u, user: {}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        """);

    assertThat(execute("plan", "--kubeconfig", kubeconfig.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("http://127.0.0.1:1");
  }

  private int execute(String... arguments) {
    CommandLine line = Commands.line(new StopSignal());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
