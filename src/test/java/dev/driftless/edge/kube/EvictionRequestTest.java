package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;
import dev.driftless.edge.kube.lease.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;

/** What is sent where pods are evicted. */
class EvictionRequestTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Marks MARKS = new Marks("r-1", "t-1", 2, NOW);
  private static final Effect.Evict.Pod POD = new Effect.Evict.Pod("db-2", "p-1", "99");

  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void an_eviction_names_the_pod_as_it_was_seen_and_no_grace_period() {
    api.answers(201, "{\"kind\": \"Status\", \"status\": \"Success\", \"code\": 201}");

    assertThat(send(evict(false))).isEqualTo(new Answer.Accepted(""));

    FakeApi.Request request = api.requests.getFirst();
    assertThat(api.requests).hasSize(1);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/api/v1/namespaces/shop/pods/db-2/eviction");
    assertThat(request.query()).isEqualTo("fieldManager=driftless&timeout=10s");
    assertThat(JsonMapper.shared().readTree(request.body())).isEqualTo(JsonMapper.shared().readTree("""
        {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"namespace": "shop", "name": "db-2"},
         "deleteOptions": {"preconditions": {"uid": "p-1", "resourceVersion": "99"}}}"""));
  }

  @Test
  void one_for_show_says_so_in_the_query() {
    api.answers(201, "{\"kind\": \"Status\", \"status\": \"Success\"}");

    assertThat(send(evict(true))).isEqualTo(new Answer.Accepted(""));
    assertThat(api.requests.getFirst().query()).isEqualTo("fieldManager=driftless&dryRun=All&timeout=10s");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "REPLICA_SET            | /apis/apps/v1/namespaces/shop/replicasets/db",
      "REPLICATION_CONTROLLER | /api/v1/namespaces/shop/replicationcontrollers/db",
      "STATEFUL_SET           | /apis/apps/v1/namespaces/shop/statefulsets/db"})
  void the_marks_are_one_patch_that_leaves_the_template_alone(Kind kind, String path) {
    api.answers(200, "{\"metadata\": {\"resourceVersion\": \"78\"}}");

    Answer answer = send(new Effect.Mark(new WorkloadRef(kind, "shop", "db", "u-1"), "77", MARKS));

    assertThat(answer).isEqualTo(new Answer.Accepted("78"));
    FakeApi.Request request = api.requests.getFirst();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path()).isEqualTo(path);
    assertThat(request.query()).isEqualTo("fieldManager=driftless&timeout=10s");
    assertThat(JsonMapper.shared().readTree(request.body())).isEqualTo(JsonMapper.shared().readTree("""
        {"metadata": {"resourceVersion": "77", "uid": "u-1", "annotations": {
           "driftless.dev/restart-id": "r-1", "driftless.dev/target": "t-1",
           "driftless.dev/attempt": "2", "driftless.dev/started-at": "2026-11-20T10:00:00Z"}}}"""));
  }

  @Test
  void a_disruption_budget_that_does_not_allow_it_is_no_failure() {
    api.answers(429, """
        {"kind": "Status", "message": "Cannot evict pod as it would violate the pod's disruption budget.",
         "reason": "TooManyRequests", "details": {"causes": [{"reason": "DisruptionBudget", "message": "no"}]}}""");

    assertThat(send(evict(false))).isEqualTo(new Answer.Blocked(
        "HTTP 429: Cannot evict pod as it would violate the pod's disruption budget."));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "429 | Failed[detail=HTTP 429: said so]",
      "409 | Conflict[detail=HTTP 409: said so]",
      "404 | Conflict[detail=gone]",
      "403 | Refused[status=403, detail=HTTP 403: said so]",
      "500 | Unanswered[detail=HTTP 500: said so]",
      "200 | Unanswered[detail=HTTP 200 without an object]"})
  void any_other_status_means_what_it_means_for_a_patch(int status, String answer) {
    api.answers(status, "{\"kind\": \"Status\", \"message\": \"said so\"}");

    assertThat(send(evict(false))).hasToString(answer);
    assertThat(api.requests).hasSize(1);
  }

  private static Effect.Evict evict(boolean dryRun) {
    return new Effect.Evict(new WorkloadRef(Kind.STATEFUL_SET, "shop", "db", "u-1"), POD, MARKS, NOW, dryRun);
  }

  private Answer send(Effect.Write write) {
    try (Connection connection = api.connect()) {
      return new KubeWriter(connection, Fence.open(Connection.REQUEST_TIMEOUT)).write(write);
    }
  }
}
