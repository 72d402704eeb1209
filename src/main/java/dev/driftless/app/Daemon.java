package dev.driftless.app;

import dev.driftless.config.ConfigSources;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.alerts.AlertWatch;
import dev.driftless.edge.bus.FactBatch;
import dev.driftless.edge.bus.Topics;
import dev.driftless.edge.bus.Wake;
import dev.driftless.edge.http.Check;
import dev.driftless.edge.http.HttpEndpoints;
import dev.driftless.edge.http.Probes;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Contact;
import dev.driftless.edge.kube.KubeLeases;
import dev.driftless.edge.kube.KubeProver;
import dev.driftless.edge.kube.KubeWriter;
import dev.driftless.edge.kube.StateConfigMap;
import dev.driftless.edge.kube.Watches;
import dev.driftless.edge.kube.lease.Candidacy;
import dev.driftless.edge.kube.lease.Elector;
import dev.driftless.edge.kube.lease.Fence;
import dev.driftless.edge.kube.lease.Moment;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All parts of one running daemon. */
public final class Daemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(30);
  private static final Duration LAST_WRITES = Duration.ofSeconds(15);
  private static final long LOOK_MILLIS = 1000;
  private static final long RELOAD_MILLIS = 3000;

  private final DriftlessConfig config;
  private final String home;
  private final Rights rights;
  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics(Build.version());
  private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicReference<End> end = new AtomicReference<>();
  private final StateConfigMap state;
  private final Optional<Candidacy> candidacy;
  private final Watches watches;
  private final Contact contact;
  private final AlertWatch alerts;
  private final GuardedWriter writer;
  private final Driver driver;
  private final Leadership leadership;
  private final LoopVerticle loop;
  private final HttpEndpoints endpoints;

  public Daemon(DriftlessConfig config, Connection connection) {
    this.config = config;
    home = connection.ownNamespace();
    rights = new Rights(connection, config.settings().leaderElect());
    Policy policy = config.policy().at(home);
    Mailbox mailbox = new Mailbox(() -> Topics.CLUSTER_CHANGED.send(vertx, new Wake()));
    watches = new Watches(connection, policy.mesh().namespace(), mailbox::offer);
    contact = new Contact(watches, connection.clock());
    alerts = new AlertWatch(policy.alerts(), connection.clock());
    Optional<Elector> elector = config.settings().leaderElect()
        ? Optional.of(new Elector(identity(), new KubeLeases(connection), Moment::now)) : Optional.empty();
    Fence fence = elector.map(Elector::fence).orElse(Fence.open(Connection.REQUEST_TIMEOUT));
    state = new StateConfigMap(connection, fence);
    writer = new GuardedWriter(new KubeWriter(connection, fence)::write, policy.limits().rate());
    driver = new Driver(new Engine(policy, connection.clock().instant()), mailbox, new Driver.Ports(connection.clock(),
        watches::states, alerts::state, facts -> Topics.FACTS.publish(vertx, new FactBatch(facts)),
        new Driver.Effectors(writer,
            new GuardedProver(new KubeProver(connection, fence)::prove), state::keep), writes));
    loop = new LoopVerticle(driver, connection.clock(), cause -> end(new End.Failed(cause)));
    leadership = new Leadership(driver, metrics.meters(), state, connection.clock(), this::end);
    candidacy = elector.map(candidate -> new Candidacy(candidate, connection.clock(), leadership));
    endpoints = new HttpEndpoints(vertx, metrics::scrape, probes(connection.clock()));
  }

  private Probes probes(InstantSource clock) {
    Check turning = Check.heartbeat("loop", loop::heartbeat, clock, HEARTBEAT_LIMIT);
    Check synced = new Check("informers", this::unsynced);
    List<Check> live = Stream.concat(Stream.of(turning), candidacy.stream()
        .map(running -> Check.heartbeat("lease", running::lastRound, clock, HEARTBEAT_LIMIT))).toList();
    return new Probes(live, List.of(turning, synced), live);
  }

  /** The name of the pod, for people; the rest, because a container that starts anew keeps that name. */
  private static String identity() {
    return Optional.ofNullable(System.getenv("HOSTNAME")).filter(name -> !name.isEmpty()).orElse("driftless") + "_"
        + UUID.randomUUID();
  }

  /** From now on a configuration file whose content changes is brought into force. */
  public void reloadFrom(Supplier<ConfigSources> sources) {
    Reload reload = new Reload(sources, config.policy(), this::exchange, metrics.meters());
    vertx.setPeriodic(RELOAD_MILLIS, timer -> Thread.startVirtualThread(reload::look));
  }

  private void exchange(Policy next) {
    Policy policy = next.at(home);
    writer.under(policy.limits().rate());
    alerts.watch(policy.alerts());
    driver.under(policy);
    Thread.startVirtualThread(() -> rights.recheck(policy));
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
    leadership.standingBy("the Lease was not looked at yet");
    candidacy.ifPresentOrElse(Candidacy::start, leadership::leading);
    vertx.deployVerticle(loop).await();
    vertx.setPeriodic(LOOK_MILLIS, timer -> {
      metrics.meters().record(watches.states());
      contact.look();
    });
    alerts.look();
    vertx.setPeriodic(AlertGate.INTERVAL.toMillis(), timer -> alerts.look());
    watches.start();
    LOG.atInfo().addKeyValue("version", Build.version()).addKeyValue("mode", config.policy().mode().label())
        .addKeyValue("metricsPort", endpoints.metricsPort()).addKeyValue("healthPort", endpoints.healthPort())
        .log("started");
  }

  /** Blocks until the daemon is asked to stop or cannot go on. */
  public End awaitEnd() throws InterruptedException {
    stopping.await();
    return end.get();
  }

  /** Asks the daemon to end. May be called from any thread, more than once. */
  public void stop() {
    end(new End.Asked());
  }

  private void end(End why) {
    end.compareAndSet(null, why);
    stopping.countDown();
  }

  private Optional<String> unsynced() {
    String missing = String.join(", ", watches.states().entrySet().stream()
        .filter(entry -> !entry.getValue().synced()).map(Map.Entry::getKey).map(resource -> resource.label()).toList());
    return missing.isEmpty() ? Optional.empty() : Optional.of("no complete list of " + missing);
  }

  /** Admits nothing more, lets writes that are under way end, takes everything down, and gives the lease back last. */
  @Override
  public void close() {
    driver.stopAdmitting();
    boolean written = awaitWrites() & state.finish(LAST_WRITES);
    watches.close();
    alerts.close();
    endpoints.close().await();
    vertx.close().await();
    metrics.close();
    candidacy.ifPresent(running -> running.end(written));
    LOG.atInfo().log("stopped");
  }

  /** @return whether none is left */
  private boolean awaitWrites() {
    writes.shutdown();
    try {
      if (writes.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      LOG.atWarn().addKeyValue("writes", driver.writing()).log("stopped with writes unanswered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
