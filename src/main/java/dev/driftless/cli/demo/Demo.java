package dev.driftless.cli.demo;

import dev.driftless.app.Build;
import dev.driftless.app.Daemon;
import dev.driftless.app.Logging;
import dev.driftless.app.SingleLook;
import dev.driftless.config.BindAddress;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.model.Change;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Credentials;
import dev.driftless.edge.kube.Lister;
import dev.driftless.edge.kube.UnreachableException;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A mesh upgrade from beginning to end, on a cluster that exists in this process only. */
public final class Demo {

  private static final BindAddress USUAL_METRICS = new BindAddress("127.0.0.1", 8080);
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration FOR_EVER = Duration.ofDays(10_000);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final DemoOptions options;
  private final PrintWriter out;
  private final boolean live;
  private final int width;

  /**
   * Prepares one.
   *
   * @param live  whether {@code out} is a terminal that understands control sequences
   * @param width columns of the terminal
   */
  public Demo(DemoOptions options, PrintWriter out, boolean live, int width) {
    this.options = options;
    this.out = out;
    this.live = live;
    this.width = width;
  }

  /** How a caller ends a demo before its time. */
  @FunctionalInterface
  public interface Stop {

    /** Waits no longer than that. @return whether the demo shall end now */
    boolean await(Duration longest) throws InterruptedException;
  }

  /** Plays it. Blocks. @return whether everything that can be remedied was restarted and verified */
  public boolean run(Stop stop) throws InterruptedException, IOException {
    say("Setting up a simulated cluster with Istio " + DemoCluster.OLD + " and " + options.workloads()
        + " workloads …");
    try (Stage stage = new Stage(options)) {
      if (stop.await(Duration.ZERO)) {
        say("Stopped before the upgrade.");
        return false;
      }
      Spectator spectator = spectator();
      String url = stage.raise(spectator::announce);
      say("API server   " + url + "   kubectl --kubeconfig " + stage.kubeconfig() + " get pods -A");
      return play(stage.kubeconfig(), spectator, stop);
    }
  }

  private boolean play(Path kubeconfig, Spectator spectator, Stop stop) throws InterruptedException {
    DriftlessConfig config = DemoConfig.config(options.mode(), options.speed(), metrics());
    Logging.configure(config.settings().logFormat(), config.settings().logLevel());
    Credentials credentials = new Credentials(Optional.of(kubeconfig), Optional.empty());
    try (Connection connection = Connection.open(credentials, Build.version());
        Daemon daemon = new Daemon(config, connection)) {
      Instant start = Instant.now();
      boolean stopped = perform(daemon, spectator, stop);
      Story story = spectator.story();
      lookAgain(story, connection, config);
      Summary.of(story, Duration.between(start, spectator.lastChange()), stopped).forEach(out::println);
      out.flush();
      if (options.keepRunning() && !stopped) {
        say("");
        say("Everything stays up until you press Ctrl-C; what goes on is told here.");
        spectator.goOn(new Screen(out, false));
        stop.await(FOR_EVER);
      }
      return !stopped && story.isAllRemedied();
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private Spectator spectator() {
    return new Spectator(new Screen(out, live),
        "Istio " + DemoCluster.OLD + " → " + DemoCluster.NEW + ", mode " + options.mode().label(),
        width, InstantSource.system());
  }

  /** @return whether somebody stopped it before its end */
  private boolean perform(Daemon daemon, Spectator spectator, Stop stop) throws InterruptedException {
    try (Screen screen = spectator.screen()) {
      daemon.deploy(spectator);
      daemon.start();
      screen.say("metrics      http://127.0.0.1:" + daemon.metricsPort() + "/metrics");
      options.faults().stream().sorted().forEach(fault -> screen.say("fault        " + fault + ": " + fault.effect()));
      screen.say(live ? "" : spectator.title());
      return watch(spectator, stop);
    }
  }

  private static void lookAgain(Story story, Connection connection, DriftlessConfig config) {
    try {
      List<Change> found = new Lister(connection, config.policy().mesh().namespace()).list();
      Instant now = connection.clock().instant();
      SingleLook.at(found, config.policy(), now).review(now)
          .forEach(review -> story.correct(review.ref(), review.deferred()));
    } catch (UnreachableException e) {
      throw new IllegalStateException("the demo's own cluster does not answer", e);
    }
  }

  private boolean watch(Spectator spectator, Stop stop) throws InterruptedException {
    Instant limit = Instant.now().plus(LONGEST);
    double patience = Math.min(1, options.speed());
    Duration quiet = DemoConfig.seconds(9, patience);
    Duration quietAtEnd = DemoConfig.seconds(2, patience);
    boolean stopped = false;
    while (!stopped && Instant.now().isBefore(limit)
        && !spectator.isQuiet(spectator.story().isAllRemedied() ? quietAtEnd : quiet)) {
      stopped = stop.await(LOOK);
    }
    return stopped;
  }

  private BindAddress metrics() {
    if (options.metrics().isPresent()) {
      return options.metrics().get();
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(USUAL_METRICS.host(), USUAL_METRICS.port()));
      return USUAL_METRICS;
    } catch (IOException taken) {
      say("Port " + USUAL_METRICS.port() + " is taken; the metrics get another.");
      return new BindAddress(USUAL_METRICS.host(), 0);
    }
  }
}
