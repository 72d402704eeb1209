package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What one who looks once may ask, beside all limits of a daemon. */
class OpenQuestionsTest {

  private static final Instant NOW = World.START;

  private final World world = new World();
  private final Engine engine = new Engine(policy(), NOW);

  private static Policy policy() {
    Limits narrow = Daemon.limits(1, 1, 1);
    Policy policy = Daemon.policy(Mode.OBSERVE, narrow);
    return new Policy(policy.mode(), policy.scope(), policy.mesh(), policy.driftSettle(), policy.reactions(),
        ProofPolicy.REQUIRED, narrow).settled();
  }

  @Test
  void every_candidate_is_asked_about_at_once_whatever_the_mode_and_the_limits() {
    world.namespace("shop");
    IntStream.range(0, 20).forEach(i -> world.workload("shop", "web-" + i, 1, "1.31.2"));
    world.workload("shop", "fine", 1, "1.32.0");
    world.upgrade("1.32.0");
    look();

    assertThat(engine.openQuestions(NOW)).hasSize(20)
        .noneMatch(question -> question.ref().name().equals("fine"));
  }

  @Test
  void what_was_answered_is_not_asked_again_and_counts_as_proved() {
    WorkloadRef cart = drifted();

    engine.openQuestions(NOW).forEach(question -> engine.proved(question, admitted("1.32.0"), NOW));

    assertThat(engine.openQuestions(NOW)).isEmpty();
    assertThat(reasons(cart)).containsExactly(DeferReason.MODE_OBSERVE);
  }

  @Test
  void a_failure_is_not_asked_about_again_in_the_same_moment() {
    WorkloadRef cart = drifted();

    engine.openQuestions(NOW).forEach(question -> engine.proved(question, new ProofAnswer.Failed("no"), NOW));

    assertThat(engine.openQuestions(NOW)).isEmpty();
    assertThat(reasons(cart)).contains(DeferReason.INJECTOR_NOT_ANSWERING);
  }

  @Test
  void nobody_is_asked_where_it_is_known_to_be_forbidden() {
    WorkloadRef cart = drifted();

    engine.unprovable("create pods", NOW);

    assertThat(engine.openQuestions(NOW)).isEmpty();
    assertThat(engine.openQuestion(cart, NOW)).isEmpty();
    assertThat(engine.proofDenial(NOW)).contains("create pods");
    assertThat(reasons(cart)).contains(DeferReason.NOT_PROVABLE).doesNotContain(DeferReason.UNPROVEN);
  }

  @Test
  void one_workload_may_be_asked_about_although_it_is_in_sync() {
    world.namespace("shop");
    WorkloadRef cart = world.workload("shop", "cart", 1, "1.31.2");
    look();

    assertThat(engine.openQuestions(NOW)).isEmpty();
    assertThat(engine.openQuestion(cart, NOW)).map(Effect.Prove::ref).contains(cart);
  }

  @Test
  void what_was_observed_last_may_be_asked_about() {
    drifted();
    WorkloadRef late = world.workload("shop", "late", 1, "1.31.2");
    engine.observe(world.news(), NOW);

    assertThat(engine.openQuestions(NOW)).extracting(Effect.Prove::ref).contains(late);
  }

  @Test
  void the_same_goes_for_one_workload() {
    drifted();
    WorkloadRef late = world.workload("shop", "late", 1, "1.31.2");
    engine.observe(world.news(), NOW);

    assertThat(engine.openQuestion(late, NOW)).map(Effect.Prove::ref).contains(late);
  }

  @Test
  void the_story_of_a_workload_has_its_gates_and_its_review() {
    world.workload("shop", "another", 1, "1.31.2");
    WorkloadRef cart = drifted();

    Story story = engine.story(cart, NOW).orElseThrow();

    assertThat(story.review()).isEqualTo(
        engine.review(NOW).stream().filter(review -> review.ref().equals(cart)).findFirst().orElseThrow());
    assertThat(story.gates()).hasSize(9);
    assertThat(story.consent()).isEmpty();
    assertThat(engine.story(new WorkloadRef(cart.kind(), "shop", "other", "u"), NOW)).isEmpty();
  }

  private WorkloadRef drifted() {
    world.namespace("shop");
    WorkloadRef cart = world.workload("shop", "cart", 1, "1.31.2");
    world.upgrade("1.32.0");
    look();
    return cart;
  }

  private void look() {
    engine.observe(world.news(), NOW);
    engine.informers(DriftedShop.synced(NOW));
    engine.tick(NOW);
  }

  private List<DeferReason> reasons(WorkloadRef ref) {
    return engine.story(ref, NOW).orElseThrow().review().deferred().stream().map(Deferral::reason).toList();
  }

  private static ProofAnswer admitted(String tag) {
    return new ProofAnswer.Admitted(Optional.of(Proxies.plain("docker.io/istio/proxyv2:" + tag, "default")));
  }
}
