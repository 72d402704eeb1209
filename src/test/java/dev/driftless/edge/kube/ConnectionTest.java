package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.edge.kube.Permissions.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ConnectionTest {

  private static final String NAMESPACE = "{\"kind\": \"Namespace\", \"apiVersion\": \"v1\","
      + " \"metadata\": {\"name\": \"%s\", \"resourceVersion\": \"1\"}}";
  private static final String PAGE =
      "{\"metadata\": {\"resourceVersion\": \"9\", \"continue\": \"%s\"}, \"items\": [%s]}";
  private static final String REVIEW = "{\"kind\": \"SelfSubjectAccessReview\","
      + " \"apiVersion\": \"authorization.k8s.io/v1\", \"status\": {\"allowed\": %s}}";

  @TempDir
  private Path folder;

  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    System.clearProperty("kubeconfig");
    api.close();
  }

  @Test
  void reads_the_context_that_is_asked_for() throws IOException {
    try (Connection connection = Connection.open(credentials(kubeconfig(), "two"), "1.2.3")) {
      assertThat(connection.server()).isEqualTo("http://two.example.com/");
    }
  }

  @Test
  void reads_the_current_context_if_none_is_asked_for() throws IOException {
    Credentials credentials = new Credentials(Optional.of(kubeconfig()), Optional.empty());

    try (Connection connection = Connection.open(credentials, "1.2.3")) {
      assertThat(connection.server()).isEqualTo("http://one.example.com/");
    }
  }

  @Test
  void names_the_file_that_does_not_exist() {
    Path file = folder.resolve("nowhere");

    assertThatThrownBy(() -> Connection.open(credentials(file, "one"), "1.2.3"))
        .isInstanceOf(KubeconfigException.class).hasMessage("kubeconfig " + file + ": does not exist");
  }

  @Test
  void names_the_file_that_cannot_be_read() throws IOException {
    Path file = Files.writeString(folder.resolve("bad"), "clusters: {{");

    assertThatThrownBy(() -> Connection.open(credentials(file, "one"), "1.2.3"))
        .isInstanceOf(KubeconfigException.class)
        .hasMessageStartingWith("kubeconfig " + file + ": not YAML: line 1, column ");
  }

  @Test
  void names_the_file_that_is_something_else() throws IOException {
    Path file = Files.writeString(folder.resolve("bad"), "");

    assertThatThrownBy(() -> Connection.open(credentials(file, "one"), "1.2.3")).isInstanceOf(KubeconfigException.class)
        .hasMessage("kubeconfig " + file + ": is no mapping of clusters, users and contexts");
  }

  @Test
  void names_the_file_that_leads_nowhere() throws IOException {
    String text = Files.readString(kubeconfig());
    Path none = Files.writeString(folder.resolve("none"), text.replace("current-context: one\n", ""));
    Path lost = Files.writeString(folder.resolve("lost"), text.replace("{cluster: one,", "{cluster: other,"));

    assertThatThrownBy(() -> new Credentials(Optional.of(none), Optional.empty()).read())
        .hasMessage("kubeconfig " + none
            + ": leads to no cluster: it has no current-context, and no --context is given");
    assertThatThrownBy(() -> new Credentials(Optional.of(lost), Optional.empty()).read())
        .hasMessage("kubeconfig " + lost + ": leads to no cluster: its context 'one' names none that it has");
  }

  @Test
  void names_the_file_whose_certificate_is_missing() throws IOException {
    Path file = kubeconfig();
    Files.writeString(file, Files.readString(file).replace("{token: t}",
        "{client-certificate: nofile.crt, client-key: nofile.key}").replace("http:", "https:"));

    assertThatThrownBy(() -> Connection.open(credentials(file, "one"), "1.2.3"))
        .isInstanceOf(KubeconfigException.class)
        .hasMessage("kubeconfig " + file + ": cannot be used: " + folder.resolve("nofile.crt") + " does not exist");
  }

  @Test
  void says_where_it_looked_for_credentials() {
    System.setProperty("kubeconfig", "/nowhere/config");

    assertThatThrownBy(() -> new Credentials(Optional.empty(), Optional.empty()).read())
        .isInstanceOf(KubeconfigException.class).hasMessage("no kubeconfig and no service account: looked for"
            + " --kubeconfig, /nowhere/config and /var/run/secrets/kubernetes.io/serviceaccount/token");
  }

  @Test
  void names_the_contexts_there_are() throws IOException {
    Path file = kubeconfig();

    assertThatThrownBy(() -> Connection.open(credentials(file, "three"), "1.2.3"))
        .isInstanceOf(KubeconfigException.class)
        .hasMessage("kubeconfig " + file + ": context 'three' is unknown; known are: one, two");
  }

  @Test
  void names_the_server_that_does_not_answer() {
    api.close();

    try (Connection connection = api.connect()) {
      assertThatThrownBy(connection::check).isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith("API server " + api.url() + ": Connection refused");
    }
  }

  @Test
  void tells_what_the_server_said_once() {
    api.refuses(403, "{\"kind\": \"Status\", \"code\": 403, \"message\": \"namespaces is forbidden\"}");

    try (Connection connection = api.connect()) {
      assertThatThrownBy(connection::check).isInstanceOfSatisfying(UnreachableException.class,
          refused -> assertThat(refused.isRefusal()).isTrue())
          .hasMessage("API server " + api.url() + ": HTTP 403: namespaces is forbidden");
    }
  }

  @Test
  void lists_everything_page_by_page() {
    api.lists("/api/v1/namespaces", PAGE.formatted("more", NAMESPACE.formatted("a")),
        PAGE.formatted("", NAMESPACE.formatted("b")));

    try (Connection connection = api.connect()) {
      List<Change> changes = new Lister(connection, "istio-system").list();

      assertThat(changes).extracting(Change::key).containsExactly(new ObjectKey(Resource.NAMESPACES, "", "a"),
          new ObjectKey(Resource.NAMESPACES, "", "b"));
    }
    assertThat(api.requests).extracting(FakeApi.Request::path).containsExactly("/api/v1/namespaces",
        "/api/v1/namespaces", "/api/v1/pods", "/apis/apps/v1/deployments", "/apis/apps/v1/statefulsets",
        "/apis/apps/v1/daemonsets", "/apis/apps/v1/replicasets", "/api/v1/replicationcontrollers",
        "/apis/policy/v1/poddisruptionbudgets",
        "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
        "/api/v1/namespaces/istio-system/configmaps", "/apis/apps/v1/namespaces/istio-system/deployments",
        "/apis/discovery.k8s.io/v1/namespaces/istio-system/endpointslices", "/api/v1/nodes", "/api/v1/limitranges",
        "/apis/networking.istio.io/v1beta1/proxyconfigs");
    assertThat(api.requests("/apis/apps/v1/namespaces/istio-system/deployments").getFirst().query())
        .isEqualTo("labelSelector=app=istiod&limit=100");
  }

  @Test
  void a_list_that_fails_is_named() {
    api.lists("/apis/apps/v1/deployments", "not json");

    try (Connection connection = api.connect()) {
      assertThatThrownBy(() -> new Lister(connection, "istio-system").list())
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith("API server " + api.url() + ": list of /apis/apps/v1/deployments: ");
    }
  }

  @Test
  void nothing_is_missing_when_everything_is_allowed() {
    api.answers(201, REVIEW.formatted("true"));

    assertThat(check(Mode.ENFORCE)).isEqualTo(new Report.Checked(List.of()));
  }

  @Test
  void what_is_missing_is_named_once() {
    api.answers(201, REVIEW.formatted("false"));

    assertThat(check(Mode.OBSERVE)).isEqualTo(new Report.Checked(List.of("list namespaces", "watch namespaces",
        "list pods", "watch pods", "list deployments.apps", "watch deployments.apps", "list statefulsets.apps",
        "watch statefulsets.apps", "list daemonsets.apps", "watch daemonsets.apps", "list replicasets.apps",
        "watch replicasets.apps", "list replicationcontrollers", "watch replicationcontrollers",
        "list poddisruptionbudgets.policy", "watch poddisruptionbudgets.policy",
        "list mutatingwebhookconfigurations.admissionregistration.k8s.io",
        "watch mutatingwebhookconfigurations.admissionregistration.k8s.io", "list configmaps in istio-system",
        "watch configmaps in istio-system", "list endpointslices.discovery.k8s.io in istio-system",
        "watch endpointslices.discovery.k8s.io in istio-system", "list nodes", "watch nodes", "list limitranges",
        "watch limitranges", "list proxyconfigs.networking.istio.io", "watch proxyconfigs.networking.istio.io",
        "create configmaps in default", "get configmaps/driftless-state in default",
        "patch configmaps/driftless-state in default", "create leases.coordination.k8s.io in default",
        "get leases.coordination.k8s.io/driftless in default",
        "update leases.coordination.k8s.io/driftless in default")));
  }

  @Test
  void modes_that_write_need_to_patch_and_to_ask_what_a_new_pod_would_get() {
    api.answers(201, REVIEW.formatted("false"));

    assertThat(((Report.Checked) check(Mode.DRY_RUN)).missing())
        .endsWith("patch deployments.apps", "patch statefulsets.apps", "patch daemonsets.apps",
            "patch replicasets.apps", "patch replicationcontrollers", "create pods/eviction", "create pods");
  }

  @Test
  void not_being_allowed_to_ask_is_no_failure() {
    api.answers(403, "{\"kind\": \"Status\", \"code\": 403, \"message\": \"may not create access reviews\"}");

    assertThat(check(Mode.OBSERVE)).isInstanceOfSatisfying(Report.NotAllowedToAsk.class,
        report -> assertThat(report.detail()).contains("may not create access reviews"));
  }

  private Report check(Mode mode) {
    try (Connection connection = api.connect()) {
      return new Permissions(connection).check(RoleTest.policy(mode, ProofPolicy.REQUIRED), mode == Mode.OBSERVE);
    }
  }

  private static Credentials credentials(Path file, String context) {
    return new Credentials(Optional.of(file), Optional.of(context));
  }

  private Path kubeconfig() throws IOException {
    return Files.writeString(folder.resolve("config"), """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - {name: one, cluster: {server: "http://one.example.com"}}
        - {name: two, cluster: {server: "http://two.example.com"}}
        users: [{name: me, user: {token: t}}]
        contexts: [{name: one, context: {cluster: one, user: me}}, {name: two, context: {cluster: two, user: me}}]
        """);
  }
}
