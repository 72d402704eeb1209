package dev.driftless.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.ExemptReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.edge.bus.FactBatch;
import dev.driftless.edge.bus.Topics;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

@ExtendWith(VertxExtension.class)
class FactLogTest {

  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u1");
  private static final Marks MARKS = new Marks("r1", "t1", 2, Instant.EPOCH);
  private static final String HEAD = "factId=f kind=Deployment namespace=shop name=cart ";
  private static final String MARKED = HEAD + "restartId=r1 target=t1 attempt=2 ";

  private final Logger logger = (Logger) LoggerFactory.getLogger(FactLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
  }

  @AfterEach
  void silence() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  @Test
  void a_verdict_is_told_with_its_reasons() {
    Drift image = new Drift(DriftReason.IMAGE, "istio-proxy", "proxyv2:1.29", "proxyv2:1.30", 3);

    judged(new Verdict.Drifted(List.of(image)));
    judged(new Verdict.Exempt(ExemptReason.OPTED_OUT, "by namespace shop", List.of(image)));
    judged(new Verdict.Unknown(UnknownReason.INJECTOR_MISSING, "no ConfigMap"));
    judged(new Verdict.InSync());

    assertThat(written()).containsExactly(
        "INFO judged: " + HEAD + "before=InSync verdict=Drifted reason=IMAGE detail=proxyv2:1.29 → proxyv2:1.30",
        "INFO judged: " + HEAD + "before=InSync verdict=Exempt reason=OPTED_OUT detail=by namespace shop",
        "INFO judged: " + HEAD + "before=InSync verdict=Unknown reason=INJECTOR_MISSING detail=no ConfigMap",
        "INFO judged: " + HEAD + "before=InSync verdict=InSync reason= detail=");
  }

  @Test
  void an_eviction_names_its_pod() {
    Marks marks = new Marks("r-1", "t-1", 2, Instant.EPOCH);

    FactLog.log(new Fact.EvictionRequested("f", Instant.EPOCH, CART, marks, "cart-1", false));
    FactLog.log(new Fact.EvictionAnswered("f", Instant.EPOCH, CART, marks, "cart-1", false, new Answer.Blocked("no")));

    assertThat(written()).containsExactly(
        "INFO eviction requested: " + HEAD + "restartId=r-1 target=t-1 attempt=2 pod=cart-1 dryRun=false",
        "INFO eviction answered: " + HEAD
            + "restartId=r-1 target=t-1 attempt=2 pod=cart-1 dryRun=false answer=Blocked[detail=no]");
  }

  @Test
  void the_first_verdict_has_none_before_it() {
    FactLog.log(new Fact.Judged("f", Instant.EPOCH, CART, Optional.empty(), new Verdict.Drifted(List.of())));

    assertThat(written()).containsExactly("INFO judged: " + HEAD + "verdict=Drifted reason= detail=");
  }

  @ParameterizedTest
  @EnumSource(names = {"OWNER_NOT_OBSERVED", "NAMESPACE_NOT_OBSERVED"})
  void what_is_unknown_for_a_moment_is_for_debugging(UnknownReason reason) {
    judged(new Verdict.Unknown(reason, "shop"));

    assertThat(written()).singleElement().asString().startsWith("DEBUG judged: ");
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSED", "PDB_NEVER_ALLOWS", "PDB_BLOCKS", "NEEDS_DOWNTIME", "ON_DELETE", "PARTITIONED",
      "NOT_AVAILABLE", "ROLLOUT_IN_PROGRESS", "COOLDOWN", "QUARANTINED", "FAILED", "BREAKER_OPEN", "REFUSED",
      "OUTSIDE_WINDOW", "WINDOW_UNREADABLE", "WINDOW_TOO_SHORT", "CONTROL_PLANE_NOT_READY", "WEBHOOK_NOT_SERVED",
      "PROXY_AHEAD", "PROXY_NOT_COMPARABLE", "WRITE_FAILED", "POLICY_REPORT"})
  void what_keeps_a_workload_from_its_restart_is_told(DeferReason reason) {
    FactLog.log(new Fact.Deferred("f", Instant.EPOCH, CART, reason, "budget web", Optional.empty()));

    assertThat(written()).containsExactly("INFO deferred: " + HEAD + "reason=" + reason + " detail=budget web");
  }

  @ParameterizedTest
  @EnumSource(names = {"MODE_OBSERVE", "MODE_DRY_RUN", "NOT_SYNCED", "STALE_FACTS", "MESH_SETTLING", "DRIFT_SETTLING",
      "NO_SLOT", "NO_SLOT_IN_NAMESPACE", "RATE", "NOT_LEADER", "API_BREAKER", "RESTARTING", "AWAITING_ANSWER"})
  void mere_waiting_is_for_debugging(DeferReason reason) {
    FactLog.log(new Fact.Deferred("f", Instant.EPOCH, CART, reason, "2 of 2", Optional.empty()));

    assertThat(written()).containsExactly("DEBUG deferred: " + HEAD + "reason=" + reason + " detail=2 of 2");
  }

  @Test
  void a_request_is_told_with_its_marks() {
    FactLog.log(new Fact.Requested("f", Instant.EPOCH, CART, MARKS, true));

    assertThat(written()).containsExactly("INFO restart requested: " + MARKED + "dryRun=true");
  }

  @Test
  void answers_warn_when_nothing_came_of_the_restart() {
    answered(new Answer.Accepted("7"));
    answered(new Answer.Conflict("newer"));
    answered(new Answer.Refused(422, "immutable"));
    answered(new Answer.Failed("no route"));
    answered(new Answer.Unanswered("timeout"));
    answered(new Answer.HeldBack(DeferReason.RATE));

    assertThat(written()).containsExactly(
        "INFO restart answered: " + MARKED + "dryRun=false answer=Accepted[resourceVersion=7]",
        "INFO restart answered: " + MARKED + "dryRun=false answer=Conflict[detail=newer]",
        "WARN restart answered: " + MARKED + "dryRun=false answer=Refused[status=422, detail=immutable]",
        "WARN restart answered: " + MARKED + "dryRun=false answer=Failed[detail=no route]",
        "WARN restart answered: " + MARKED + "dryRun=false answer=Unanswered[detail=timeout]",
        "DEBUG restart answered: " + MARKED + "dryRun=false answer=HeldBack[reason=RATE]");
  }

  @ParameterizedTest
  @CsvSource({"VERIFIED,INFO restart ended", "SUPERSEDED,INFO restart ended", "SUPERSEDED_BY_TARGET,INFO restart ended",
      "TIMED_OUT,WARN restart ended", "DID_NOT_CONVERGE,WARN restart ended", "REVERTED,WARN restart ended"})
  void an_end_warns_when_it_is_a_failure(Outcome outcome, String start) {
    FactLog.log(new Fact.Ended("f", Instant.EPOCH, CART, MARKS, outcome, "2 of 3"));

    assertThat(written()).containsExactly(start + ": " + MARKED + "outcome=" + outcome + " detail=2 of 3");
  }

  @Test
  void facts_arrive_from_the_bus(Vertx vertx, VertxTestContext test) {
    Fact fact = new Fact.Requested("f", Instant.EPOCH, CART, MARKS, false);
    vertx.deployVerticle(new FactLog()).onComplete(test.succeeding(id -> {
      Topics.FACTS.publish(vertx, new FactBatch(List.of(fact)));
      vertx.setPeriodic(5, timer -> {
        if (written().equals(List.of("INFO restart requested: " + MARKED + "dryRun=false"))) {
          test.completeNow();
        }
      });
    }));
  }

  private static void judged(Verdict now) {
    FactLog.log(new Fact.Judged("f", Instant.EPOCH, CART, Optional.of(new Verdict.InSync()), now));
  }

  private static void answered(Answer answer) {
    FactLog.log(new Fact.Answered("f", Instant.EPOCH, CART, MARKS, false, answer));
  }

  private List<String> written() {
    return List.copyOf(lines.list).stream()
        .map(event -> event.getLevel() + " " + event.getMessage() + ": " + event.getKeyValuePairs().stream()
            .map(pair -> pair.key + "=" + pair.value).collect(Collectors.joining(" ")))
        .toList();
  }
}
