package dev.driftless.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.engine.DriftedShop;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

class InquiryTest {

  private static final Instant NOW = DriftedShop.START;
  private static final ProofAnswer ADMITTED =
      new ProofAnswer.Admitted(Optional.of(Proxies.plain("docker.io/istio/proxyv2:1.32.0", "default")));

  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final List<String> progress = new ArrayList<>();
  private final Engine engine = SingleLook.at(new DriftedShop().news(), enforcing(), NOW);

  @Test
  void asks_about_each_workload_once_and_tells_how_far_it_is() {
    ask(question -> ADMITTED);

    assertThat(asked).containsExactlyInAnyOrder("cart", "orders");
    assertThat(progress).containsExactly("1/2", "2/2");
    assertThat(engine.review(NOW)).allMatch(review -> review.deferred().isEmpty());
  }

  @Test
  void once_is_enough_where_asking_is_forbidden() {
    ask(question -> new ProofAnswer.Forbidden("cannot create resource \"pods\""));

    assertThat(asked).containsExactly("cart");
    assertThat(engine.proofDenial(NOW)).contains("cannot create resource \"pods\"");
  }

  @Test
  void a_prover_that_breaks_is_not_taken_for_an_answer() {
    assertThatThrownBy(() -> ask(question -> {
      if (question.ref().name().equals("orders")) {
        throw new IllegalArgumentException("broken");
      }
      return ADMITTED;
    })).hasMessage("asking the API server failed").hasRootCauseMessage("broken");
  }

  private void ask(Function<Effect.Prove, ProofAnswer> prover) {
    new Inquiry(question -> {
      asked.add(question.ref().name());
      return prover.apply(question);
    }, (answers, questions) -> progress.add(answers + "/" + questions))
        .ask(engine, () -> engine.openQuestions(NOW), NOW);
  }

  private static Policy enforcing() {
    Policy usual = DriftlessConfig.DEFAULTS.policy();
    return new Policy(Mode.ENFORCE, usual.scope(), usual.mesh(), usual.driftSettle(), usual.reactions(), usual.proof(),
        usual.limits());
  }
}
