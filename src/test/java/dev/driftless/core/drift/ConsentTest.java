package dev.driftless.core.drift;

import static dev.driftless.core.drift.Subjects.NONE;
import static dev.driftless.core.drift.Subjects.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConsentTest {

  private static final Drift DRIFT = new Drift(DriftReason.IMAGE, "istio-proxy", "a", "b", 1);
  private static final Assessment DRIFTED = new Assessment(Proxies.expected("b", false, "w"),
      new Verdict.Drifted(List.of(DRIFT)), List.of(DRIFT), "target");

  @ParameterizedTest
  @CsvSource(textBlock = """
      DEPLOYMENT,              may be restarted
      STATEFUL_SET,            may be restarted
      DAEMON_SET,              may be restarted
      REPLICA_SET,             may be restarted
      REPLICATION_CONTROLLER,  may be restarted
      ARGO_ROLLOUT,            UNSUPPORTED_OWNER
      OTHER,                   UNSUPPORTED_OWNER
      JOB,                     JOB
      POD,                     BARE_POD
      """)
  void the_kind_of_owner_decides(Kind kind, String answer) {
    assertThat(answer(Subjects.bare(kind), SHOP)).isEqualTo(answer);
  }

  @Test
  void a_replication_controller_that_somebody_else_controls_is_left_to_them() {
    assertThat(answer(Subjects.controlled(Kind.REPLICATION_CONTROLLER), SHOP)).isEqualTo("UNSUPPORTED_OWNER");
    assertThat(answer(Subjects.controlled(Kind.STATEFUL_SET), SHOP)).isEqualTo("may be restarted");
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      '',     '',     '',     may be restarted
      true,   true,   true,   may be restarted
      false,  '',     '',     OPTED_OUT
      '',     false,  '',     OPTED_OUT
      '',     '',     false,  OPTED_OUT
      true,   true,   false,  OPTED_OUT
      False,  '',     '',     ANNOTATION_UNREADABLE
      '',     no,     '',     ANNOTATION_UNREADABLE
      '',     '',     0,      ANNOTATION_UNREADABLE
      no,     false,  false,  ANNOTATION_UNREADABLE
      """)
  void one_no_is_enough(String onWorkload, String onTemplate, String onNamespace, String answer) {
    assertThat(answer(Subjects.deployment(false, restart(onWorkload), restart(onTemplate)),
        namespace(restart(onNamespace), false))).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      '',     may be restarted
      false,  may be restarted
      true,   OPTED_OUT
      yes,    ANNOTATION_UNREADABLE
      """)
  void kymas_annotation_is_read_the_way_kyma_means_it(String exclude, String answer) {
    Map<String, String> annotations = exclude.isEmpty() ? NONE
        : Map.of("restarter.istio-operator.kyma-project.io/exclude", exclude, "driftless.dev/restart", "true");

    assertThat(answer(Subjects.deployment(false, annotations, NONE), SHOP)).isEqualTo(answer);
  }

  @Test
  void what_is_being_deleted_is_exempt_whatever_else_is_said() {
    Map<String, String> unreadable = restart("no");

    assertThat(answer(Subjects.deployment(true, unreadable, NONE), SHOP)).isEqualTo("BEING_DELETED");
    assertThat(answer(Subjects.bare(Kind.JOB), namespace(unreadable, true))).isEqualTo("BEING_DELETED");
  }

  @Test
  void a_refusal_names_annotation_value_and_place_and_keeps_the_drifts() {
    assertThat(Consent.refusal(Subjects.deployment(false, NONE, restart("false")), SHOP, DRIFTED))
        .contains(new Verdict.Exempt(ExemptReason.OPTED_OUT,
            "annotation driftless.dev/restart: \"false\" on the pod template", List.of(DRIFT)));
    assertThat(Consent.refusal(Subjects.deployment(false, restart(" "), NONE), SHOP, DRIFTED))
        .contains(new Verdict.Unknown(UnknownReason.ANNOTATION_UNREADABLE,
            "annotation driftless.dev/restart: \" \" on the workload; allowed: \"true\", \"false\""));
  }

  private static NamespaceFacts namespace(Map<String, String> annotations, boolean terminating) {
    return new NamespaceFacts("shop", Map.of(), annotations, terminating);
  }

  private static Map<String, String> restart(String value) {
    return value.isEmpty() ? NONE : Map.of("driftless.dev/restart", value);
  }

  private static String answer(Workload workload, NamespaceFacts namespace) {
    Optional<Verdict> refusal = Consent.refusal(workload, namespace, DRIFTED);
    return refusal.map(verdict -> switch (verdict) {
      case Verdict.Exempt exempt -> exempt.reason().name();
      case Verdict.Unknown unknown -> unknown.reason().name();
      case Verdict.InSync inSync -> verdict.label();
      case Verdict.Drifted drifted -> verdict.label();
    }).orElse("may be restarted");
  }
}
