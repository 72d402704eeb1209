package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.model.OtherWebhookFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nothing is restarted before the API server has said what a new pod would get. */
class ProofTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String DIGEST = "@sha256:5eed";

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;

  @BeforeEach
  void two_drifted_workloads() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.1");
  }

  private Daemon required() {
    return Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(1, 1, 100));
  }

  @Test
  void a_candidate_is_proved_before_its_first_restart_and_aims_at_the_same() {
    Daemon daemon = required();

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.UNPROVEN);
    String target = daemon.review(cart).expectation().toString();
    daemon.prove("1.32.1");

    assertThat(daemon.refs(daemon.after(SECOND))).containsExactly(cart);
    assertThat(daemon.review(cart).expectation().toString()).isEqualTo(target.replace("COMPUTED", "PROVED"));
  }

  @Test
  void never_more_is_asked_than_could_be_restarted() {
    Daemon daemon = required();

    daemon.settled();
    daemon.after(SECOND);

    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
  }

  @Test
  void what_stays_as_it_is_would_not_converge_and_is_asked_about_again_only_after_a_while() {
    Daemon daemon = required();
    daemon.settled();

    daemon.prove("1.31.2");

    assertThat(daemon.refs(daemon.after(SECOND))).isEmpty();
    assertThat(daemon.verdict(cart)).isInstanceOfSatisfying(Verdict.Unknown.class, unknown -> {
      assertThat(unknown.reason()).isEqualTo(UnknownReason.WOULD_NOT_CONVERGE);
      assertThat(unknown.detail()).contains("1.31.2", "1.32.1");
    });
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(orders);
    daemon.after(Duration.ofMinutes(29));
    assertThat(daemon.asked()).isEmpty();
    daemon.after(Duration.ofMinutes(2));
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
  }

  @Test
  void another_template_is_asked_about_anew() {
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.31.2");
    daemon.after(SECOND);
    daemon.prove("1.31.2");

    world.deploy(cart, "another");
    daemon.settled();

    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
  }

  @Test
  void another_mesh_is_asked_about_anew() {
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.31.2");
    daemon.after(SECOND);
    daemon.prove("1.31.2");

    world.upgrade("1.32.2");
    daemon.settled();

    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
  }

  @Test
  void another_webhook_of_others_is_asked_about_anew() {
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.31.2");
    daemon.after(SECOND);
    daemon.prove("1.31.2");
    daemon.after(Duration.ofMinutes(2));
    assertThat(daemon.asked()).isEmpty();

    world.observe(Resource.WEBHOOK_CONFIGURATIONS, "", "digests", new OtherWebhookFacts("digests", "u", 1));
    daemon.settled();

    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
  }

  @Test
  void a_refusal_is_unknown_and_asked_about_again_after_a_while() {
    Daemon daemon = required();
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Refused(403, "exceeded quota: small"));
    daemon.after(SECOND);

    assertThat(daemon.verdict(cart))
        .isEqualTo(new Verdict.Unknown(UnknownReason.PROOF_REFUSED, "HTTP 403: exceeded quota: small"));
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(orders);
    daemon.after(Duration.ofMinutes(5));
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).contains(cart);
  }

  @Test
  void without_the_right_to_ask_nothing_is_restarted_if_proofs_are_required() {
    Daemon daemon = required();
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Forbidden("cannot create pods"));

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NOT_PROVABLE);
    assertThat(daemon.deferrals(orders)).containsExactly(DeferReason.NOT_PROVABLE);
    assertThat(daemon.asked()).isEmpty();
    assertThat(daemon.after(Duration.ofMinutes(10))).isEmpty();
  }

  @Test
  void where_proofs_are_preferred_an_older_version_goes_without_the_right_to_ask() {
    Daemon daemon = Daemon.proving(world, ProofPolicy.PREFERRED, Daemon.limits(1, 1, 100));
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Forbidden("cannot create pods"));

    assertThat(daemon.refs(daemon.after(SECOND))).containsExactly(cart);
  }

  @Test
  void where_proofs_are_preferred_another_variant_does_not_go_without() {
    world.upgrade("1.31.2-distroless");
    Daemon daemon = Daemon.proving(world, ProofPolicy.PREFERRED, Daemon.limits(1, 1, 100));
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Forbidden("cannot create pods"));

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NOT_PROVABLE);
  }

  @Test
  void an_answer_without_a_sidecar_means_that_the_injector_is_not_there() {
    Daemon daemon = required();
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Admitted(Optional.empty()));

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.INJECTOR_NOT_ANSWERING);
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(orders);
    assertThat(daemon.after(Duration.ofSeconds(10))).isEmpty();
    daemon.prove("1.32.1");
    assertThat(daemon.refs(daemon.after(SECOND))).containsExactly(cart);
  }

  @Test
  void no_answer_means_the_same() {
    Daemon daemon = required();
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Failed(
        "failed calling webhook \"namespace.sidecar-injector.istio.io\": no endpoints"));

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.INJECTOR_NOT_ANSWERING);
  }

  @Test
  void an_injector_that_was_silent_for_long_is_asked_again_before_the_next_batch() {
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.32.1");

    assertThat(daemon.after(Duration.ofSeconds(31))).isEmpty();
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.UNPROVEN);
  }

  @Test
  void nothing_is_asked_where_nothing_may_be_done() {
    Daemon daemon = new Daemon(world, observing());

    daemon.settled();

    assertThat(daemon.asked()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.MODE_OBSERVE, DeferReason.UNPROVEN);
  }

  private static Policy observing() {
    var plain = Daemon.policy(Mode.OBSERVE, Daemon.limits(1, 1, 100));
    return new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        plain.reactions(), ProofPolicy.REQUIRED, plain.limits());
  }

  @Test
  void images_that_a_webhook_rewrites_are_compared_with_what_it_makes_of_the_new_ones() {
    rewritten("1.31.2");
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.32.1" + DIGEST);

    Effect.Restart restart = daemon.after(SECOND).getFirst();
    daemon.accept(restart);
    daemon.tick();
    world.roll(cart, "1.32.1" + DIGEST, daemon.now());
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.verdict(cart)).isEqualTo(new Verdict.InSync());
  }

  @Test
  void a_new_process_does_not_give_up_a_restart_towards_a_rewritten_image() {
    rewritten("1.31.2");
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.32.1" + DIGEST);
    daemon.accept(daemon.after(SECOND).getFirst());
    daemon.tick();
    world.stick(cart, "1.32.1" + DIGEST);

    Daemon next = daemon.restarted();
    next.settled();
    assertThat(next.census().inFlight()).containsEntry(cart.kind(), 1);
    world.roll(cart, "1.32.1" + DIGEST, next.now());
    next.after(SECOND);
    assertThat(next.ended()).isEmpty();
    next.prove("1.32.1" + DIGEST);
    next.after(Duration.ofMinutes(2));

    assertThat(next.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void a_rewritten_image_that_stays_the_same_is_in_sync_once_it_was_asked_about() {
    rewritten("1.32.1");
    Daemon daemon = required();
    daemon.settled();
    assertThat(daemon.verdict(cart)).isInstanceOfSatisfying(Verdict.Unknown.class,
        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.IMAGE_REWRITTEN));

    daemon.prove("1.32.1" + DIGEST);
    daemon.after(SECOND);

    assertThat(List.of(daemon.verdict(cart), daemon.verdict(orders)))
        .containsOnly(new Verdict.InSync());
    assertThat(daemon.review(cart).expectation()).isInstanceOfSatisfying(Expectation.Injected.class,
        injected -> assertThat(injected.source()).isEqualTo(Expectation.Source.PROVED));
  }

  private void rewritten(String tag) {
    world.roll(cart, tag + DIGEST.replace("5eed", "0" + tag.replace(".", "")), World.START);
    world.roll(orders, tag + DIGEST.replace("5eed", "0" + tag.replace(".", "")), World.START);
    if (tag.equals("1.32.1")) {
      world.roll(cart, tag + DIGEST, World.START);
      world.roll(orders, tag + DIGEST, World.START);
    }
  }

  @Test
  void a_lost_sidecar_stops_everything_and_is_put_right_once_the_injector_is_back() {
    Daemon daemon = required();
    daemon.settled();
    daemon.prove("1.32.1");
    daemon.accept(daemon.after(SECOND).getFirst());
    daemon.tick();

    world.rollWithoutSidecar(cart, daemon.now());
    daemon.after(SECOND);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.WITHOUT_SIDECAR);
    assertThat(daemon.after(Duration.ofMinutes(5))).isEmpty();
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.COOLDOWN, DeferReason.UNPROVEN);
    daemon.after(Duration.ofMinutes(6));
    daemon.prove("1.32.1");
    List<Effect.Restart> repair = daemon.after(SECOND);
    assertThat(daemon.refs(repair)).containsExactly(cart);
    daemon.complete(repair.getFirst(), "1.32.1");
    daemon.after(SECOND);
    daemon.prove("1.32.1");

    assertThat(daemon.refs(daemon.after(SECOND))).containsExactly(orders);
  }
}
