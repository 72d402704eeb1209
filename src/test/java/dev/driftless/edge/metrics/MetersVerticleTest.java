package dev.driftless.edge.metrics;

import dev.driftless.core.engine.Census;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.edge.bus.FactBatch;
import dev.driftless.edge.bus.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ExtendWith(VertxExtension.class)
class MetersVerticleTest {

  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u1");

  @Test
  void facts_and_census_arrive_from_the_bus(Vertx vertx, VertxTestContext test) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Fact fact = new Fact.Deferred("f", Instant.EPOCH, CART, DeferReason.RATE, "", Optional.empty());
    vertx.deployVerticle(new MetersVerticle(new Meters(registry))).onComplete(test.succeeding(id -> {
      Topics.FACTS.publish(vertx, new FactBatch(List.of(fact, fact)));
      Topics.CENSUS.publish(vertx, new Census(Map.of(), Map.of(), Map.of(Kind.DEPLOYMENT, 3), Map.of(),
          Map.of(), 0));
      vertx.setPeriodic(5, timer -> {
        String scrape = registry.scrape();
        if (scrape.contains("driftless_throttled_total{limiter=\"rate\"} 2.0\n")
            && scrape.contains("driftless_rollouts_in_flight{kind=\"Deployment\"} 3.0\n")) {
          test.completeNow();
        }
      });
    }));
  }
}
