package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.edge.kube.lease.LeaseRecord;
import dev.driftless.edge.kube.lease.LeaseStore.Found;
import dev.driftless.edge.kube.lease.LeaseStore.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

class KubeLeasesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PATH = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
  private static final LeaseRecord LEASE = new LeaseRecord("me", 15, "2026-11-20T10:00:00.000000Z",
      "2026-11-20T10:00:02.000000Z", 3);
  private static final String SPEC = """
      {"holderIdentity": "me", "leaseDurationSeconds": 15, "acquireTime": "2026-11-20T10:00:00.000000Z",
       "renewTime": "2026-11-20T10:00:02.000000Z", "leaseTransitions": 3}""";
  private static final String OBJECT =
      "{\"metadata\": {\"name\": \"driftless\", \"resourceVersion\": \"7\", \"labels\": {\"by\": \"others\"}},"
          + " \"spec\": " + SPEC + "}";

  private final FakeApi api = new FakeApi();
  private final Connection connection = api.connect();
  private final KubeLeases leases = new KubeLeases(connection);

  @AfterEach
  void stop() {
    connection.close();
    api.close();
  }

  @Test
  void a_lease_is_read_with_its_version() {
    api.lists(PATH + "/driftless", OBJECT);

    assertThat(leases.read(PATIENCE)).isEqualTo(new Found.Present(LEASE, "7"));
    assertThat(api.requests.getFirst().query()).isEqualTo("timeout=5s");
  }

  @Test
  void where_there_is_none_it_is_absent_and_created_by_a_post() {
    api.knowsNot(PATH + "/driftless");
    api.answers(201, OBJECT);

    assertThat(leases.read(PATIENCE)).isEqualTo(new Found.Absent());
    assertThat(leases.write(LEASE, "", PATIENCE)).isEqualTo(new Written.Done("7"));
    FakeApi.Request created = api.requests.getLast();
    assertThat(created.method()).isEqualTo("POST");
    assertThat(created.path()).isEqualTo(PATH);
    assertThat(json(created.body())).isEqualTo(json("{\"metadata\": {\"name\": \"driftless\"},"
        + " \"apiVersion\": \"coordination.k8s.io/v1\", \"kind\": \"Lease\", \"spec\": " + SPEC + "}"));
  }

  @Test
  void a_renewal_is_one_put_with_the_version_and_keeps_what_others_wrote() {
    api.lists(PATH + "/driftless", OBJECT);
    leases.read(PATIENCE);
    api.answers(200, OBJECT.replace("\"7\"", "\"8\""));

    Written written = leases.write(LEASE, "7", PATIENCE);

    assertThat(written).isEqualTo(new Written.Done("8"));
    FakeApi.Request put = api.requests.getLast();
    assertThat(api.requests).hasSize(2);
    assertThat(put.method()).isEqualTo("PUT");
    assertThat(put.path()).isEqualTo(PATH + "/driftless");
    assertThat(put.query()).isEqualTo("fieldManager=driftless&timeout=5s");
    assertThat(json(put.body()).at("/metadata/resourceVersion").asString()).isEqualTo("7");
    assertThat(json(put.body()).at("/metadata/labels/by").asString()).isEqualTo("others");
    assertThat(json(put.body()).path("spec")).isEqualTo(json(SPEC));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void a_lease_that_is_another_one_by_now_is_a_conflict_and_nothing_is_sent_again(int status) {
    api.answers(status, "{}");

    assertThat(leases.write(LEASE, "7", PATIENCE)).isEqualTo(new Written.Conflict());
    assertThat(api.requests).hasSize(1);
  }

  @Test
  void a_missing_right_is_told_in_the_words_of_the_api_server() {
    api.refuses(403, "{\"message\": \"leases is forbidden\"}");

    assertThat(leases.read(PATIENCE)).isEqualTo(new Found.Failed("HTTP 403: leases is forbidden"));
    assertThat(leases.write(LEASE, "7", PATIENCE)).isEqualTo(new Written.Failed("HTTP 403: leases is forbidden"));
    assertThat(api.requests).hasSize(2);
  }

  @Test
  void a_server_that_never_answers_is_waited_for_no_longer_than_asked() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Connection there = FakeApi.connect("http://127.0.0.1:" + silent.getLocalPort() + "/")) {
      assertThat(new KubeLeases(there).read(Duration.ofMillis(200))).isInstanceOf(Found.Failed.class);
      assertThat(new KubeLeases(there).write(LEASE, "7", Duration.ofMillis(200))).isInstanceOf(Written.Failed.class);
    }
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
