package dev.driftless.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.driftless.config.LogFormat;
import dev.driftless.config.LogLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class LoggingTest {

  private static final Logger OURS = LoggerFactory.getLogger("dev.driftless.test");
  private static final Logger THEIRS = LoggerFactory.getLogger("io.library");

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() throws JoranException {
    System.setErr(standardError);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void json_has_one_object_per_line_with_the_pairs_as_fields() {
    Logging.configure(LogFormat.JSON, LogLevel.INFO);

    OURS.atInfo().addKeyValue("workload.name", "cärt").addKeyValue("pods", 3).addKeyValue("dryRun", true)
        .addKeyValue("message", "taken").log("Two\nlines \"quoted\"");

    assertThat(captured()).hasSize(1);
    assertThat(captured().getFirst()).matches("\\{\"@timestamp\":\"[-0-9]{10}T[:.0-9]+Z\",.*").endsWith(
        ",\"log.level\":\"INFO\",\"logger\":\"dev.driftless.test\",\"message\":\"Two\\nlines \\\"quoted\\\"\","
            + "\"workload.name\":\"cärt\",\"pods\":3,\"dryRun\":true}");
  }

  @Test
  void json_has_the_stack_trace_in_a_field() {
    Logging.configure(LogFormat.JSON, LogLevel.INFO);

    OURS.error("Failed", new IllegalStateException("boom"));

    assertThat(captured()).singleElement().asString().contains("\"log.level\":\"ERROR\"",
        "\"error.stack_trace\":\"java.lang.IllegalStateException: boom\\n\\tat dev.driftless.app.LoggingTest.");
  }

  @Test
  void text_is_for_people() {
    Logging.configure(LogFormat.TEXT, LogLevel.INFO);

    OURS.atWarn().addKeyValue("reason", "RATE").log("Deferred");

    assertThat(captured()).singleElement().asString()
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Deferred reason=\"RATE\"");
  }

  @Test
  void a_value_in_text_cannot_look_like_another_pair_or_line() {
    Logging.configure(LogFormat.TEXT, LogLevel.INFO);

    OURS.atInfo().addKeyValue("detail", "a\" level=\"b\nc → d").log("judged");
    OURS.info("stopped");

    assertThat(captured()).hasSize(2);
    assertThat(captured().getFirst()).endsWith(" INFO  judged detail=\"a\\\" level=\\\"b\\nc → d\"");
    assertThat(captured().getLast()).endsWith(" INFO  stopped");
  }

  @Test
  void text_has_the_stack_trace_below() {
    Logging.configure(LogFormat.TEXT, LogLevel.INFO);

    OURS.error("Failed", new IllegalStateException("boom"));

    assertThat(captured().get(1)).isEqualTo("java.lang.IllegalStateException: boom");
  }

  @Test
  void libraries_only_warn_when_we_debug() {
    Logging.configure(LogFormat.TEXT, LogLevel.DEBUG);

    assertThat(List.of(OURS.isDebugEnabled(), OURS.isTraceEnabled(), THEIRS.isWarnEnabled(), THEIRS.isInfoEnabled()))
        .containsExactly(true, false, true, false);
  }

  @Test
  void what_we_tell_once_or_nobody_can_change_the_client_does_not_tell() {
    Logging.configure(LogFormat.TEXT, LogLevel.DEBUG);

    LoggerFactory.getLogger("io.fabric8.kubernetes.client.dsl.internal.AbstractWatchManager").error("refused");
    LoggerFactory.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils").warn("unstable version");

    assertThat(captured()).isEmpty();
  }

  @Test
  void libraries_are_quiet_when_we_are() {
    Logging.configure(LogFormat.TEXT, LogLevel.ERROR);

    assertThat(List.of(OURS.isErrorEnabled(), OURS.isWarnEnabled(), THEIRS.isErrorEnabled(), THEIRS.isWarnEnabled()))
        .containsExactly(true, false, true, false);
  }

  private List<String> captured() {
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
