package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code plan} and {@code explain} against an API server with one drifted workload: what they ask and say. */
class OneLookTest {

  private static final String DRY_RUN =
      "/api/v1/namespaces/shop/pods?dryRun=All&fieldManager=driftless&timeout=10s";
  private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_plan_asks_only_whether_it_may_prove() throws IOException {
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "plan")).isEqualTo(1);

      assertThat(api.writes()).containsExactly(REVIEW);
      assertThat(out.toString()).endsWith("""
          revision default: Settled, istiod h/pilot:1.32.0

          KIND       NAMESPACE  NAME   PODS  VERDICT  WHAT                                       ACTION   WHY NOT NOW
          DaemonSet  shop       agent  1     Drifted  IMAGE h/proxyv2:1.31.2 → h/proxyv2:1.32.0  restart  UNPROVEN

          0 in sync, 1 drifted, 0 exempt, 0 unknown, 0 without a sidecar; to restart: 0 now, 1 once proved, 0 deferred
          UNPROVEN: so far computed only; `plan --prove` asks the API server what a new pod would get.
          """);
    }
  }

  @Test
  void a_plan_says_that_it_may_not_prove() throws IOException {
    try (DriftedApi api = new DriftedApi(false)) {
      assertThat(execute(api, "plan")).isEqualTo(1);

      assertThat(out.toString()).contains("\nproofs: not permitted: create pods\n",
          "NOT_PROVABLE (drift.proof is required, and we may not ask: create pods)",
          "to restart: 0 now, 0 once proved, 1 deferred\n").doesNotContain("UNPROVEN");
    }
  }

  @Test
  void a_plan_that_proves_asks_once_for_each_candidate() throws IOException {
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "plan", "--prove", "-o", "json")).isEqualTo(1);

      assertThat(api.writes()).containsExactly(DRY_RUN);
      JsonNode plan = JsonMapper.shared().readTree(out.toString());
      assertThat(plan.at("/workloads/0/expected/source").asString()).isEqualTo("proved");
      assertThat(plan.at("/workloads/0/deferred").isEmpty()).isTrue();
      assertThat(plan.at("/summary/restartNow").asInt()).isEqualTo(1);
      assertThat(plan.path("proofs").toString()).isEqualTo("{\"policy\":\"required\"}");
    }
  }

  @Test
  void a_plan_that_may_not_prove_says_so_once_and_ends_as_without() throws IOException {
    try (DriftedApi api = new DriftedApi(false)) {
      assertThat(execute(api, "plan", "--prove")).isEqualTo(1);

      assertThat(api.writes()).containsExactly(DRY_RUN);
      assertThat(out.toString()).containsOnlyOnce("proofs: not permitted: ")
          .contains("proofs: not permitted: pods is forbidden: User \"dev\" cannot create resource \"pods\"");
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void a_workload_is_explained() throws IOException {
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "explain", "ds/agent", "-n", "shop")).isZero();

      assertThat(api.writes()).containsExactly(REVIEW);
      assertThat(out.toString())
          .startsWith("DaemonSet shop/agent has drifted: a new pod would differ in IMAGE (its only pod).\n\n")
          .contains("\nWhat a new pod would get, computed from the configuration\n");
    }
  }

  @Test
  void a_workload_is_explained_with_a_proof() throws IOException {
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "explain", "pod/agent-0", "-n", "shop", "--prove", "-o", "json")).isZero();

      assertThat(api.writes()).containsExactly(DRY_RUN);
      JsonNode explanation = JsonMapper.shared().readTree(out.toString());
      assertThat(explanation.path("askedFor").asString()).isEqualTo("agent-0");
      assertThat(explanation.at("/workload/expected/source").asString()).isEqualTo("proved");
      assertThat(explanation.path("gates").size()).isEqualTo(9);
    }
  }

  @Test
  void a_name_that_is_not_known_could_not_be_told() throws IOException {
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "explain", "deploy/agent", "-n", "shop")).isEqualTo(2);
      assertThat(execute(api, "explain", "ds/agent")).isEqualTo(2);

      assertThat(out.toString()).isEmpty();
      assertThat(err.toString()).isEqualTo("""
          no Deployment shop/agent; did you mean DaemonSet shop/agent?
          no such namespace: default; no DaemonSet default/agent; did you mean DaemonSet shop/agent?
          """);
    }
  }

  @Test
  void a_name_that_is_none_is_bad_usage() throws IOException {
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "explain", "service/agent")).isEqualTo(64);

      assertThat(err.toString()).startsWith("\"service/agent\"; allowed: KIND/NAME with KIND one of deployment, ");
    }
  }

  @Test
  void a_workload_out_of_scope_is_explained_all_the_same() throws IOException {
    Path config = Files.writeString(folder.resolve("config.yaml"),
        "apiVersion: driftless.dev/v1alpha1\nkind: DriftlessConfig\nwatch: {namespaces: [bank]}\n");
    try (DriftedApi api = new DriftedApi(true)) {
      assertThat(execute(api, "explain", "ds/agent", "-n", "shop", "--config", config.toString())).isZero();

      assertThat(out.toString())
          .contains("\n  nothing: by its configuration Driftless does not look at this namespace\n");
    }
  }

  private int execute(DriftedApi api, String... arguments) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: u, user: {}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        """.formatted(api.port()));
    CommandLine line = Commands.line(new StopSignal(),
        Map.of("DRIFTLESS_KUBECONFIG", kubeconfig.toString(), "DRIFTLESS_MODE", "enforce"));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
