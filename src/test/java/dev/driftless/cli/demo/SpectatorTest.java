package dev.driftless.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.edge.bus.FactBatch;
import dev.driftless.edge.bus.Topics;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class SpectatorTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration QUIET = Duration.ofSeconds(9);
  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u1");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Vertx vertx = Vertx.vertx();
  private final Spectator spectator = new Spectator(new Screen(new PrintWriter(Writer.nullWriter()), false), "title",
      80, now::get);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void is_quiet_only_once_something_was_told_and_then_nothing_more() {
    now.set(START.plusSeconds(60));
    assertThat(spectator.isQuiet(QUIET)).as("nothing was told yet").isFalse();

    vertx.deployVerticle(spectator).await();
    Topics.FACTS.publish(vertx, new FactBatch(List.of(
        new Fact.Judged("x", now.get(), CART, Optional.empty(), new Verdict.InSync()))));
    await().until(() -> spectator.lastChange().equals(now.get()));
    assertThat(spectator.isQuiet(QUIET)).as("just told").isFalse();

    now.set(START.plusSeconds(69));
    assertThat(spectator.isQuiet(QUIET)).isTrue();
  }
}
