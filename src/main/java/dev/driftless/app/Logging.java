package dev.driftless.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.driftless.config.LogFormat;
import dev.driftless.config.LogLevel;
import org.slf4j.LoggerFactory;

/** Logs go to standard error: standard output belongs to the answer of a command. */
public final class Logging {

  private static final String REFUSED_WATCHES = "io.fabric8.kubernetes.client.dsl.internal.AbstractWatchManager";
  /** Netty's word for answers that come while everything is taken down. */
  private static final String LATE_LISTENERS = "io.netty.util.concurrent.DefaultPromise.rejectedExecution";
  /** Warns of Istio's ProxyConfig being a beta version, which nobody here can change. */
  private static final String BETA_VERSIONS = "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

  private Logging() {}

  /**
   * Replaces what was configured before. The libraries tell no more than warnings whatever the level: at {@code debug}
   * the Kubernetes client writes whole requests, which is nobody's question and may hold secrets. That a watch was
   * refused it writes at each attempt; {@link dev.driftless.edge.kube.Contact} tells it once.
   */
  public static void configure(LogFormat format, LogLevel level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = switch (format) {
      case JSON -> new JsonLines();
      case TEXT -> new TextLines();
    };
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    Level ours = Level.valueOf(level.name());
    root.setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);
    context.getLogger("dev.driftless").setLevel(ours);
    context.getLogger(REFUSED_WATCHES).setLevel(Level.OFF);
    context.getLogger(BETA_VERSIONS).setLevel(Level.OFF);
    context.getLogger(LATE_LISTENERS).setLevel(Level.OFF);
  }
}
