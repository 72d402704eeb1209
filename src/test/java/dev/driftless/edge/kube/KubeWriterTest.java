package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect.Restart;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;
import dev.driftless.edge.kube.lease.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class KubeWriterTest {

  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u-1");
  private static final Marks MARKS = new Marks("r-1", "t-1", 2, Instant.parse("2026-11-20T10:00:00.987Z"));

  private static final Fence OPEN = Fence.open(Connection.REQUEST_TIMEOUT);

  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_restart_is_one_patch_with_preconditions_and_nothing_else() {
    api.answers(200, "{\"metadata\": {\"resourceVersion\": \"78\"}}");

    Answer answer = send(new Restart(CART, "77", MARKS, false));

    assertThat(answer).isEqualTo(new Answer.Accepted("78"));
    FakeApi.Request request = api.requests.getFirst();
    assertThat(api.requests).hasSize(1);
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path()).isEqualTo("/apis/apps/v1/namespaces/shop/deployments/cart");
    assertThat(request.query()).isEqualTo("fieldManager=driftless&timeout=10s");
    assertThat(request.headers().get("Content-type")).isEqualTo(List.of("application/merge-patch+json"));
    assertThat(request.headers().get("User-agent")).isEqualTo(List.of("driftless/1.2.3"));
    assertThat(JsonMapper.shared().readTree(request.body())).isEqualTo(JsonMapper.shared().readTree("""
        {"metadata": {"resourceVersion": "77", "uid": "u-1", "annotations": {
           "driftless.dev/restart-id": "r-1", "driftless.dev/target": "t-1",
           "driftless.dev/attempt": "2", "driftless.dev/started-at": "2026-11-20T10:00:00Z"}},
         "spec": {"template": {"metadata": {"annotations": {
           "kubectl.kubernetes.io/restartedAt": "2026-11-20T10:00:00Z", "driftless.dev/restart-id": "r-1"}}}}}"""));
  }

  @Test
  void a_retry_is_recorded_in_the_same_patch() {
    api.answers(200, "{\"metadata\": {\"resourceVersion\": \"78\"}}");

    send(new Restart(CART, "77", MARKS.asRetried(), false));

    assertThat(JsonMapper.shared().readTree(api.requests.getFirst().body()).at("/metadata/annotations"))
        .isEqualTo(JsonMapper.shared().readTree("""
            {"driftless.dev/restart-id": "r-1", "driftless.dev/target": "t-1", "driftless.dev/attempt": "2",
             "driftless.dev/started-at": "2026-11-20T10:00:00Z", "driftless.dev/retried": "t-1"}"""));
  }

  @Test
  void a_dry_run_is_told_in_the_query() {
    api.answers(200, "{\"metadata\": {\"resourceVersion\": \"77\"}}");

    send(new Restart(new WorkloadRef(Kind.STATEFUL_SET, "shop", "db", "u-2"), "77", MARKS, true));

    assertThat(api.requests.getFirst().path()).isEqualTo("/apis/apps/v1/namespaces/shop/statefulsets/db");
    assertThat(api.requests.getFirst().query()).isEqualTo("fieldManager=driftless&dryRun=All&timeout=10s");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "409 | Conflict[detail=HTTP 409: said so]",
      "404 | Conflict[detail=gone]",
      "403 | Refused[status=403, detail=HTTP 403: said so]",
      "400 | Refused[status=400, detail=HTTP 400: said so]",
      "422 | Refused[status=422, detail=HTTP 422: said so]",
      "429 | Failed[detail=HTTP 429: said so]",
      "500 | Unanswered[detail=HTTP 500: said so]",
      "503 | Unanswered[detail=HTTP 503: said so]",
      "504 | Unanswered[detail=HTTP 504: said so]"})
  void the_status_decides_and_nothing_is_sent_again(int status, String answer) {
    api.answers(status, "{\"kind\": \"Status\", \"message\": \"said so\"}");

    assertThat(send(restart())).hasToString(answer);
    assertThat(api.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"message\": \"is invalid\", \"details\": {\"causes\": [{\"field\": \"metadata.uid\"}]}}",
      "{\"message\": \"Precondition failed: UID in precondition: u-1, UID in object meta: u-2\"}"})
  void a_wrong_uid_is_a_conflict(String status) {
    api.answers(422, status);

    assertThat(send(restart())).isInstanceOf(Answer.Conflict.class);
  }

  @Test
  void a_success_that_is_no_object_is_no_answer() {
    api.answers(200, "<html>a proxy</html>");

    assertThat(send(restart())).isEqualTo(new Answer.Unanswered("HTTP 200 without an object"));
  }

  @Test
  void a_connection_that_breaks_after_sending_is_no_answer() throws Exception {
    try (ServerSocket server = socket(); Connection connection = FakeApi.connect(url(server))) {
      Thread.startVirtualThread(() -> readThenClose(server));

      assertThat(new KubeWriter(connection, OPEN).write(restart())).isInstanceOf(Answer.Unanswered.class);
    }
  }

  @Test
  void a_server_that_never_answers_is_no_answer() throws Exception {
    try (ServerSocket server = socket(); Connection connection = FakeApi.connect(url(server))) {
      Answer answer = new KubeWriter(connection, Fence.open(Duration.ofMillis(300))).write(restart());

      assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    }
  }

  @Test
  void a_refused_connection_means_that_nothing_was_sent() throws Exception {
    ServerSocket closed = socket();
    closed.close();
    try (Connection connection = FakeApi.connect(url(closed))) {
      assertThat(new KubeWriter(connection, OPEN).write(restart())).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void an_unknown_host_means_that_nothing_was_sent() {
    try (Connection connection = FakeApi.connect("http://api.invalid:6443/")) {
      assertThat(new KubeWriter(connection, OPEN).write(restart())).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void an_interrupt_leaves_the_answer_open() throws Exception {
    try (ServerSocket server = socket(); Connection connection = FakeApi.connect(url(server))) {
      Thread.currentThread().interrupt();

      Answer answer = new KubeWriter(connection, OPEN).write(restart());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(answer).isEqualTo(new Answer.Unanswered("interrupted while waiting for the answer"));
    }
  }

  @Test
  void a_kind_without_a_template_is_not_sent() {
    Restart job = new Restart(new WorkloadRef(Kind.JOB, "shop", "import", "u-3"), "77", MARKS, false);

    assertThat(send(job)).isEqualTo(
        new Answer.Failed("restart of Job shop/import: not possible for its kind"));
    assertThat(api.requests).isEmpty();
  }

  @Test
  void a_closed_connection_is_no_reason_to_throw() {
    Connection connection = api.connect();
    connection.close();

    assertThat(new KubeWriter(connection, Fence.open(Duration.ofSeconds(1))).write(restart()))
        .isNotInstanceOf(Answer.Accepted.class);
    assertThat(api.requests).isEmpty();
  }

  private Answer send(Restart restart) {
    try (Connection connection = api.connect()) {
      return new KubeWriter(connection, OPEN).write(restart);
    }
  }

  private static Restart restart() {
    return new Restart(CART, "77", MARKS, false);
  }

  private static ServerSocket socket() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private static String url(ServerSocket server) {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private static void readThenClose(ServerSocket server) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read()).isEqualTo('P');
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
