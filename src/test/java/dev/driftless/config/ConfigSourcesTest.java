package dev.driftless.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Places;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.Waves;
import dev.driftless.core.plan.Window;
import dev.driftless.core.plan.Windows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ConfigSourcesTest {

  private static final String HEAD = "apiVersion: driftless.dev/v1alpha1\nkind: DriftlessConfig\n";

  @Test
  void nothing_given_means_the_defaults() {
    assertThat(sources("", Map.of(), Map.of()).load()).isEqualTo(DriftlessConfig.DEFAULTS);
  }

  @Test
  void every_key_of_the_file_is_read() {
    DriftlessConfig config = sources(HEAD + """
        mode: enforce
        namespaceMode: dry-run
        gateways: {policy: restart}
        watch: {namespaces: [shop, bank], namespaceSelector: "team=a"}
        mesh: {namespace: mesh, settle: 2m}
        drift: {settle: 0s, policy: {IMAGE: report, MISSING_SIDECAR: ignore}, proof: preferred}
        disruption:
          maxInFlight: "10%"
          maxInFlightPerNamespace: 2
          maxPodsInFlight: 40
          rate: {restarts: 3, per: 500ms}
          cooldown: {initial: 1h, max: 1d}
          maxAttempts: 4
          deadline: 5m
          soak: 1s
          waves: [10%, 100%]
          downtime: never
          priorityNamespaces: [core, edge]
        breaker: {failures: 7, within: 1h, reopenAfter: 2h, maxUnhealthy: 12}
        gates: {prometheus: {url: "https://reader:secret@prometheus.example/select/0/", alerts: "Node.*|Etcd.*"}}
        windows:
        - {days: [Mon, Tue], start: "22:00", duration: 6h, timeZone: Europe/Berlin}
        - {start: 01:30, duration: 24h, timeZone: UTC}
        """, Map.of(), Map.of()).load();

    assertThat(config.policy()).isEqualTo(new Policy(Mode.ENFORCE,
        new Policy.Scope(Set.of("shop", "bank"), new LabelSelector(Map.of(),
            List.of(new Requirement("team", Operator.IN, List.of("a"))))),
        new Policy.Mesh("mesh", Duration.ofMinutes(2)), Duration.ZERO,
        reactions(Map.of(DriftReason.IMAGE, Reaction.REPORT, DriftReason.MISSING_SIDECAR, Reaction.IGNORE)),
        ProofPolicy.PREFERRED,
        new Limits(new Budget.Percent(10), 2, 40, new Limits.Rate(3, Duration.ofMillis(500)),
            new Limits.Cooldown(Duration.ofHours(1), Duration.ofDays(1)), 4, Duration.ofMinutes(5),
            Duration.ofSeconds(1), new Waves(false, List.of(10, 100)),
            new Limits.Breaking(7, Duration.ofHours(1), Duration.ofHours(2), new Budget.Count(12))),
        Downtime.NEVER,
        new Windows(List.of(
            new Window(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), LocalTime.of(22, 0), Duration.ofHours(6),
                ZoneId.of("Europe/Berlin")),
            new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.of(1, 30), Duration.ofHours(24), ZoneId.of("UTC")))),
        new Places(Optional.of(Mode.DRY_RUN), "", Reaction.RESTART, Set.of("core", "edge")),
        Optional.of(new AlertGate("https://reader:secret@prometheus.example/select/0/", "Node.*|Etcd.*"))));
    assertThat(config.settings()).isEqualTo(Settings.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[5%]", "[100%, canary]", "[25%, 5%, 100%]", "[5%, canary, 100%]"})
  void waves_begin_with_the_canary_and_rise_to_all(String waves) {
    assertThat(errors(sources(HEAD + "disruption: {waves: " + waves + "}", Map.of(), Map.of()))).containsExactly(
        "f: disruption.waves: " + waves + " is not allowed; allowed: canary first or not at all, then shares that rise"
            + " to \"100%\"; [] for all at once");
  }

  @Test
  void waves_may_be_switched_off_and_be_a_canary_alone() {
    assertThat(sources(HEAD + "disruption: {waves: []}", Map.of(), Map.of()).load().policy().limits().waves())
        .isEqualTo(Waves.NONE);
    assertThat(sources(HEAD + "disruption: {waves: [canary]}", Map.of(), Map.of()).load().policy().limits().waves())
        .isEqualTo(new Waves(true, List.of()));
  }

  @Test
  void a_prometheus_without_alerts_is_an_error_and_alerts_without_it_are_none() {
    assertThat(errors(sources(HEAD + "gates: {prometheus: {url: 'http://prometheus:9090'}}", Map.of(), Map.of())))
        .containsExactly("f: gates.prometheus.alerts: is missing; allowed: a regular expression of the alerts that "
            + "stop acting, as there is a url");
    assertThat(sources(HEAD + "gates: {prometheus: {alerts: 'Node.*'}}", Map.of(), Map.of()).load())
        .isEqualTo(DriftlessConfig.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus:9090", "ftp://prometheus", "http://", "/prometheus", "http://p/?query=x",
      "http://p/#x", "http://p p", "http://reader:se cret@p"})
  void what_is_no_url_is_an_error_that_does_not_tell_a_password(String url) {
    assertThat(errors(sources(HEAD + "gates: {prometheus: {url: '" + url + "', alerts: x}}", Map.of(), Map.of())))
        .containsExactly("f: gates.prometheus.url: '" + url.replace("reader:se cret@", "…@") + "' is not allowed; "
            + "allowed: an http or https URL without query and fragment, such as http://prometheus.monitoring:9090, "
            + "or nothing");
  }

  @Test
  void alerts_that_are_no_regular_expression_are_an_error() {
    assertThat(errors(sources(HEAD + "gates: {prometheus: {url: 'http://p', alerts: 'Node('}}", Map.of(), Map.of())))
        .contains("f: gates.prometheus.alerts: 'Node(' is not allowed; allowed: a regular expression, or nothing");
  }

  @Test
  void environment_beats_file_and_flags_beat_environment() {
    DriftlessConfig config = sources(HEAD + "mode: enforce\nwatch: {namespaces: [file], namespaceSelector: file}",
        Map.of("DRIFTLESS_MODE", "dry-run", "DRIFTLESS_NAMESPACE", "env-a, env-b", "DRIFTLESS_LOG_LEVEL", "debug"),
        Map.of(Flag.NAMESPACE, List.of("flag"), Flag.LOG_LEVEL, List.of("trace"), Flag.LOG_FORMAT, List.of("text"),
            Flag.METRICS_BIND_ADDRESS, List.of("[::1]:0"), Flag.LEADER_ELECT, List.of("false"))).load();

    assertThat(config.policy().mode()).isEqualTo(Mode.DRY_RUN);
    assertThat(config.policy().scope()).isEqualTo(new Policy.Scope(Set.of("flag"),
        new LabelSelector(Map.of(), List.of(new Requirement("file", Operator.EXISTS, List.of())))));
    assertThat(config.settings()).isEqualTo(new Settings(new BindAddress("::1", 0), new BindAddress("", 8081),
        false, LogFormat.TEXT, LogLevel.TRACE));
  }

  @Test
  void what_only_the_file_says_stays_when_flags_win_over_it() {
    DriftlessConfig config = sources(HEAD + "disruption: {downtime: allow}\n"
        + "windows: [{start: 12:00, duration: 1h, timeZone: UTC}]", Map.of(),
        Map.of(Flag.MODE, List.of("enforce"))).load();

    assertThat(config.policy().mode()).isEqualTo(Mode.ENFORCE);
    assertThat(config.policy().downtime()).isEqualTo(Downtime.ALLOW);
    assertThat(config.policy().windows()).hasToString("12:00+1h UTC");
  }

  @Test
  void every_error_of_every_window_is_reported() {
    ConfigSources sources = sources(HEAD + """
        disruption: {downtime: sometimes}
        windows:
        - {days: [Mon, Monday, [Tue]], start: "24:00", duration: 25h, timeZone: "+02:00"}
        - {days: Mon, start: {at: 1}, duration: 0s, timezone: UTC}
        - 22:00+6h UTC
        -
        - {}
        """, Map.of(), Map.of());

    String days = "Mon, Tue, Wed, Thu, Fri, Sat, Sun";
    String start = "a time from \"00:00\" to \"23:59\"";
    String duration = "a duration above zero such as 30m or 6h, at most 24h";
    String zone = "an IANA time zone such as Europe/Berlin or UTC";
    assertThat(errors(sources)).containsExactly(
        "f: disruption.downtime: 'sometimes' is not allowed; allowed: allow, window, never",
        "f: windows[0].days[1]: 'Monday' is not allowed; allowed: " + days,
        "f: windows[0].days[2]: a list is not allowed; allowed: " + days,
        "f: windows[0].start: '24:00' is not allowed; allowed: " + start,
        "f: windows[0].duration: '25h' is not allowed; allowed: " + duration,
        "f: windows[0].timeZone: '+02:00' is not allowed; allowed: " + zone,
        "f: windows[1].days: 'Mon' is not allowed; allowed: a list",
        "f: windows[1].start: a mapping is not allowed; allowed: " + start,
        "f: windows[1].duration: '0s' is not allowed; allowed: " + duration,
        "f: windows[1].timeZone: is missing; allowed: " + zone,
        "f: windows[1].timezone: unknown key with 'UTC'; did you mean 'timeZone'? Allowed: days, start, duration,"
            + " timeZone",
        "f: windows[2]: '22:00+6h UTC' is not allowed; allowed: a mapping",
        "f: windows[3]: nothing is not allowed; allowed: a mapping",
        "f: windows[4].start: is missing; allowed: " + start,
        "f: windows[4].duration: is missing; allowed: " + duration,
        "f: windows[4].timeZone: is missing; allowed: " + zone);
  }

  @Test
  void namespaces_of_the_environment_are_separated_by_commas() {
    DriftlessConfig config = sources("", Map.of("DRIFTLESS_NAMESPACE", "a, b"), Map.of()).load();

    assertThat(config.policy().scope().namespaces()).containsExactly("a", "b");
  }

  @Test
  void an_empty_variable_counts_as_absent() {
    Map<String, String> environment = Map.of("DRIFTLESS_MODE", "", "DRIFTLESS_MOOD", "");

    assertThat(sources("", environment, Map.of()).load()).isEqualTo(DriftlessConfig.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DRIFTLESS_SERVICE_HOST", "DRIFTLESS_SERVICE_PORT", "DRIFTLESS_SERVICE_PORT_METRICS",
      "DRIFTLESS_PORT", "DRIFTLESS_PORT_8080_TCP_ADDR", "DRIFTLESS_METRICS_SERVICE_HOST", "DRIFTLESS_METRICS_PORT",
      "DRIFTLESSNESS", "driftless_mode"})
  void variables_that_kubernetes_sets_for_services_are_left_alone(String variable) {
    assertThat(sources("", Map.of(variable, "10.0.0.1"), Map.of()).load()).isEqualTo(DriftlessConfig.DEFAULTS);
  }

  @Test
  void an_unknown_variable_is_an_error() {
    String allowed = "DRIFTLESS_KUBECONFIG, DRIFTLESS_CONTEXT, DRIFTLESS_CONFIG, DRIFTLESS_MODE, DRIFTLESS_NAMESPACE,"
        + " DRIFTLESS_NAMESPACE_SELECTOR, DRIFTLESS_METRICS_BIND_ADDRESS, DRIFTLESS_HEALTH_PROBE_BIND_ADDRESS,"
        + " DRIFTLESS_LEADER_ELECT, DRIFTLESS_LOG_FORMAT, DRIFTLESS_LOG_LEVEL";

    assertThat(errors(sources("", Map.of("DRIFTLESS_NAMESPACES", "shop", "DRIFTLESS_SETTLE", "1s"), Map.of())))
        .containsExactly(
            "DRIFTLESS_NAMESPACES: unknown variable; did you mean 'DRIFTLESS_NAMESPACE'? Allowed: " + allowed,
            "DRIFTLESS_SETTLE: unknown variable; allowed: " + allowed);
  }

  @Test
  void every_error_of_every_source_is_reported_at_once() {
    ConfigSources sources = sources("""
        apiVersion: driftless.dev/v1
        mode: Enforce
        watch: {namespaces: [ok, Not_ok, [x]], namespaceSelector: "a in"}
        mesh: istio-system
        drift: {policy: {IMAGE: restart-it, image: report, DANGLING_REVISION: restart}, proof: maybe}
        disruption:
          maxInflight: 5
          maxInFlight: 0
          rate: {restarts: -1, per: 0s}
          cooldown: {initial: 2h, max: 90m}
          deadline: [1m]
        wave: {}
        """, Map.of("DRIFTLESS_MODE", "yes"),
        Map.of(Flag.MODE, List.of("no"), Flag.METRICS_BIND_ADDRESS, List.of("8080")));

    assertThat(errors(sources)).containsExactly(
        "f: apiVersion: 'driftless.dev/v1' is not allowed; allowed: driftless.dev/v1alpha1",
        "f: kind: is missing; allowed: DriftlessConfig",
        "f: mode: 'Enforce' is not allowed; allowed: observe, dry-run, enforce",
        "f: watch.namespaces[1]: 'Not_ok' is not allowed; allowed: the name of a namespace: at most 63 of a-z, 0-9 and"
            + " -, with a letter or digit at both ends",
        "f: watch.namespaces[2]: a list is not allowed; allowed: the name of a namespace: at most 63 of a-z, 0-9 and -,"
            + " with a letter or digit at both ends",
        "f: watch.namespaceSelector: 'a in' is not allowed; allowed: a label selector such as"
            + " a=b,c!=d,e in (x,y),f notin (z),g,!h; empty for all",
        "f: mesh: 'istio-system' is not allowed; allowed: a mapping",
        "f: drift.policy.DANGLING_REVISION: 'restart' is not allowed; allowed: report, ignore",
        "f: drift.policy.IMAGE: 'restart-it' is not allowed; allowed: restart, report, ignore",
        "f: drift.policy.image: unknown key with 'report'; did you mean 'IMAGE'?"
            + " Allowed: DANGLING_REVISION, WRONG_REVISION, IMAGE, MISSING_SIDECAR, UNWANTED_SIDECAR,"
            + " CONTAINER_KIND, INIT_KIND, RESOURCES, PROMETHEUS_MERGE, PROXY_CONFIG, CONFIG_FINGERPRINT",
        "f: drift.proof: 'maybe' is not allowed; allowed: required, preferred, off",
        "f: disruption.maxInFlight: '0' is not allowed; allowed: a number of workloads from 1 to 999999,"
            + " or a share of all from \"1%\" to \"100%\"",
        "f: disruption.rate.restarts: '-1' is not allowed; allowed: a whole number from 1 to 999999",
        "f: disruption.rate.per: '0s' is not allowed; allowed: a duration above zero such as 500ms, 90s, 15m, 6h or 1d,"
            + " at most 365d",
        "f: disruption.cooldown.max: '90m' is not allowed; allowed: at least disruption.cooldown.initial, which is 2h",
        "f: disruption.deadline: a list is not allowed; allowed: a duration above zero such as 500ms, 90s, 15m, 6h or"
            + " 1d, at most 365d",
        "f: disruption.maxInflight: unknown key with '5'; did you mean 'maxInFlight'?"
            + " Allowed: maxInFlight, maxInFlightPerNamespace, maxPodsInFlight, rate, cooldown, maxAttempts, deadline,"
            + " soak, waves, downtime, priorityNamespaces",
        "f: wave: unknown key with a mapping; allowed: apiVersion, kind, mode, namespaceMode, watch, mesh, drift,"
            + " gateways, disruption, breaker, windows, gates, stuck",
        "DRIFTLESS_MODE: 'yes' is not allowed; allowed: observe, dry-run, enforce",
        "--mode: 'no' is not allowed; allowed: observe, dry-run, enforce",
        "--metrics-bind-address: '8080' is not allowed; allowed: :8080, host:8080 or [::1]:8080, ports 0 to 65535");
  }

  @Test
  void a_file_that_is_no_yaml_is_an_error_with_its_place() {
    assertThat(errors(sources("mode: [", Map.of(), Map.of()))).singleElement().asString()
        .startsWith("f: not YAML: line ");
  }

  @Test
  void an_empty_file_lacks_its_version() {
    ConfigSources sources = new ConfigSources(Optional.of(new ConfigSources.File("f", "")), Map.of(), Map.of());

    assertThat(errors(sources)).containsExactly("f: apiVersion: is missing; allowed: driftless.dev/v1alpha1",
        "f: kind: is missing; allowed: DriftlessConfig");
  }

  @Test
  void both_servers_cannot_have_the_same_port() {
    ConfigSources sources = sources("", Map.of("DRIFTLESS_METRICS_BIND_ADDRESS", "127.0.0.1:8081"), Map.of());

    assertThat(errors(sources)).containsExactly("--health-probe-bind-address: ':8081' is not allowed;"
        + " allowed: another port than that of --metrics-bind-address, '127.0.0.1:8081'");
  }

  private static ConfigSources sources(String file, Map<String, String> environment, Map<Flag, List<String>> flags) {
    Optional<ConfigSources.File> given =
        Optional.of(file).filter(text -> !text.isEmpty()).map(text -> new ConfigSources.File("f", text));
    return new ConfigSources(given, environment, flags);
  }

  private static List<String> errors(ConfigSources sources) {
    return catchThrowableOfType(ConfigException.class, sources::load).errors();
  }

  private static Map<DriftReason, Reaction> reactions(Map<DriftReason, Reaction> configured) {
    Map<DriftReason, Reaction> all = new EnumMap<>(DriftlessConfig.DEFAULTS.policy().reactions());
    all.putAll(configured);
    return all;
  }
}
