package dev.driftless.app;

import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.bus.FactBatch;
import dev.driftless.edge.bus.Topics;
import dev.driftless.edge.bus.Wake;
import dev.driftless.edge.http.Check;
import dev.driftless.edge.http.HttpEndpoints;
import dev.driftless.edge.http.Probes;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Contact;
import dev.driftless.edge.kube.KubeProver;
import dev.driftless.edge.kube.KubeWriter;
import dev.driftless.edge.kube.StateConfigMap;
import dev.driftless.edge.kube.Watches;
import dev.driftless.edge.log.FactLog;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.loop.GuardedProver;
import dev.driftless.edge.loop.GuardedWriter;
import dev.driftless.edge.loop.LoopVerticle;
import dev.driftless.edge.loop.Mailbox;
import dev.driftless.edge.metrics.MetersVerticle;
import dev.driftless.edge.metrics.Metrics;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** All parts of one running daemon. */
public final class Daemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(30);
  private static final Duration LAST_WRITES = Duration.ofSeconds(15);
  private static final long LOOK_MILLIS = 1000;

  private final DriftlessConfig config;
  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics(Build.version());
  private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Engine engine;
  private final StateConfigMap state;
  private final Watches watches;
  private final Contact contact;
  private final Driver driver;
  private final LoopVerticle loop;
  private final HttpEndpoints endpoints;

  public Daemon(DriftlessConfig config, Connection connection) {
    this.config = config;
    Policy policy = config.policy().at(connection.ownNamespace());
    Mailbox mailbox = new Mailbox(() -> Topics.CLUSTER_CHANGED.send(vertx, new Wake()));
    watches = new Watches(connection, policy.mesh().namespace(), mailbox::offer);
    contact = new Contact(watches, connection.clock());
    engine = new Engine(policy, connection.clock().instant());
    state = new StateConfigMap(connection);
    driver = new Driver(engine, mailbox, new Driver.Ports(connection.clock(), watches::states,
        facts -> Topics.FACTS.publish(vertx, new FactBatch(facts)),
        new Driver.Effectors(new GuardedWriter(new KubeWriter(connection)::restart, policy.limits().rate()),
            new GuardedProver(new KubeProver(connection)::prove), state::keep), writes));
    loop = new LoopVerticle(driver, engine, connection.clock(), this::fail);
    Check turning = Check.heartbeat("loop", loop::heartbeat, connection.clock(), HEARTBEAT_LIMIT);
    Check synced = new Check("informers", this::unsynced);
    endpoints = new HttpEndpoints(vertx, metrics::scrape,
        new Probes(List.of(turning), List.of(turning, synced), List.of(turning)));
  }

  /** Adds one more subscriber of what happens; before {@link #start}. */
  public void deploy(VerticleBase subscriber) {
    vertx.deployVerticle(subscriber).await();
  }

  /** The port of {@code /metrics}, once started. */
  public int metricsPort() {
    return endpoints.metricsPort();
  }

  /** Starts everything, in the order in which the parts rest on each other. */
  public void start() {
    vertx.deployVerticle(new MetersVerticle(metrics.meters())).await();
    vertx.deployVerticle(new FactLog()).await();
    endpoints.listen(config.settings().metricsBindAddress(), config.settings().healthProbeBindAddress()).await();
    engine.remembered(state.load());
    vertx.deployVerticle(loop).await();
    vertx.setPeriodic(LOOK_MILLIS, timer -> {
      metrics.meters().record(watches.states());
      contact.look();
    });
    watches.start();
    LOG.atInfo().addKeyValue("version", Build.version()).addKeyValue("mode", config.policy().mode().label())
        .addKeyValue("metricsPort", endpoints.metricsPort()).addKeyValue("healthPort", endpoints.healthPort())
        .log("started");
  }

  /** Blocks until the daemon is asked to stop or cannot go on. @return why it cannot go on */
  public Optional<Throwable> awaitEnd() throws InterruptedException {
    stopping.await();
    return Optional.ofNullable(failure.get());
  }

  /** Asks the daemon to end. May be called from any thread, more than once. */
  public void stop() {
    stopping.countDown();
  }

  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    stop();
  }

  private Optional<String> unsynced() {
    String missing = String.join(", ", watches.states().entrySet().stream()
        .filter(entry -> !entry.getValue().synced()).map(Map.Entry::getKey).map(resource -> resource.label()).toList());
    return missing.isEmpty() ? Optional.empty() : Optional.of("no complete list of " + missing);
  }

  /** Admits nothing more, lets writes that are under way end, then takes everything down. */
  @Override
  public void close() {
    driver.stopAdmitting();
    writes.shutdown();
    try {
      if (!writes.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().addKeyValue("writes", driver.writing()).log("stopped with writes unanswered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watches.close();
    endpoints.close().await();
    vertx.close().await();
    metrics.close();
    LOG.atInfo().log("stopped");
  }
}
