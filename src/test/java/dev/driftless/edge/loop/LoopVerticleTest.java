package dev.driftless.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.DriftedShop;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.plan.AlertState;
import dev.driftless.edge.bus.Topics;
import dev.driftless.edge.bus.Wake;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@ExtendWith(VertxExtension.class)
class LoopVerticleTest {

  private final DriftedShop shop = new DriftedShop();
  private final Engine engine = shop.engine();
  private final Mailbox mailbox = new Mailbox(() -> { });
  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private final AtomicInteger records = new AtomicInteger();
  private volatile Instant now = DriftedShop.START;

  @Test
  void a_turn_that_fails_is_the_last_that_decides(Vertx vertx) throws Exception {
    shop.news().forEach(mailbox::offer);
    Driver driver = driver(facts -> {
      throw new IllegalStateException("record " + records.incrementAndGet());
    });
    LoopVerticle loop = loop(driver);
    String id = vertx.deployVerticle(loop).await();

    Topics.CLUSTER_CHANGED.send(vertx, new Wake());
    Throwable cause = failed.get(10, TimeUnit.SECONDS);
    vertx.undeploy(id).await();
    now = now.plus(DriftedShop.SETTLED);
    driver.turn();

    assertThat(cause).hasMessage("record 1");
    assertThat(records).hasValue(1);
    assertThat(loop.heartbeat()).isEqualTo(Instant.MIN);
  }

  @Test
  void a_turn_that_ends_well_is_a_heartbeat_and_is_followed_by_a_census(Vertx vertx) throws Exception {
    LoopVerticle loop = loop(driver(facts -> { }));
    CompletableFuture<Instant> heartbeat = new CompletableFuture<>();
    Topics.CENSUS.subscribe(vertx, census -> heartbeat.complete(loop.heartbeat()));
    Instant before = loop.heartbeat();
    vertx.deployVerticle(loop).await();

    Topics.CLUSTER_CHANGED.send(vertx, new Wake());

    assertThat(heartbeat.get(10, TimeUnit.SECONDS)).isEqualTo(DriftedShop.START);
    assertThat(before).isEqualTo(Instant.MIN);
    assertThat(failed).isNotDone();
  }

  private LoopVerticle loop(Driver driver) {
    return new LoopVerticle(driver, () -> now, failed::complete);
  }

  private Driver driver(Journal journal) {
    return new Driver(engine, mailbox, new Driver.Ports(() -> now, () -> DriftedShop.synced(now),
        () -> AlertState.NOTHING, journal,
        new Driver.Effectors(effect -> new Answer.Failed("never"), effect -> new ProofAnswer.Failed("never"),
            memory -> { }), Runnable::run));
  }
}
