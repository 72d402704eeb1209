package dev.driftless.edge.metrics;

import dev.driftless.edge.bus.Topics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Feeds the meters from the bus, on one context. */
public final class MetersVerticle extends VerticleBase {

  private final Meters meters;

  public MetersVerticle(Meters meters) {
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    return Future.all(
        Topics.FACTS.subscribe(vertx, batch -> batch.facts().forEach(meters::record)).completion(),
        Topics.CENSUS.subscribe(vertx, meters::record).completion());
  }
}
