package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.Silence.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

class ContactTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger(Contact.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Map<Resource, Silence> silences = new ConcurrentHashMap<>();
  private Instant now = START;
  private final Contact contact = new Contact(() -> silences, () -> now);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    seen(0, Resource.PODS, Resource.DEPLOYMENTS, Resource.NAMESPACES);
  }

  @AfterEach
  void silence() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  @Test
  void a_watch_that_is_about_to_end_is_nothing_to_tell() {
    look(90);

    assertThat(written()).isEmpty();
  }

  @Test
  void silence_is_told_once_with_its_start() {
    seen(50, Resource.PODS, Resource.NAMESPACES);
    look(91);
    look(92);

    assertThat(written()).containsExactly("WARN contact lost: resources=deployments since=2026-03-01T12:00:00Z"
        + " detail=neither event nor bookmark");
  }

  @Test
  void one_outage_is_one_line_and_one_when_all_are_heard_again() {
    refused(40, "Connection refused", Resource.PODS);
    refused(45, "Connection refused", Resource.DEPLOYMENTS);
    look(70);
    look(71);
    look(80);
    seen(85, Resource.PODS);
    look(86);
    seen(87, Resource.DEPLOYMENTS);
    look(88);

    assertThat(written()).containsExactly("WARN contact lost: resources=pods, deployments"
        + " since=2026-03-01T12:00:00Z detail=Connection refused",
        "INFO contact is back: resources=pods, deployments since=2026-03-01T12:00:00Z");
  }

  @Test
  void what_is_never_allowed_hides_no_outage() {
    refused(1, "HTTP 403", Resource.NAMESPACES);
    seen(10, Resource.PODS, Resource.DEPLOYMENTS);
    look(32);
    refused(40, "Connection refused", Resource.PODS, Resource.DEPLOYMENTS);
    look(71);

    assertThat(written()).containsExactly(
        "WARN contact lost: resources=namespaces since=2026-03-01T12:00:00Z detail=HTTP 403",
        "WARN contact lost: resources=pods, deployments since=2026-03-01T12:00:10Z detail=Connection refused");
  }

  private void look(long second) {
    now = START.plusSeconds(second);
    contact.look();
  }

  private void seen(long second, Resource... resources) {
    for (Resource resource : resources) {
      silences.put(resource, new Silence(START.plusSeconds(second), Optional.empty()));
    }
  }

  private void refused(long second, String why, Resource... resources) {
    for (Resource resource : resources) {
      silences.computeIfPresent(resource, (key, silence) -> new Silence(silence.since(),
          Optional.of(new Refusal(START.plusSeconds(second), why))));
    }
  }

  private List<String> written() {
    return lines.list.stream()
        .map(event -> event.getLevel() + " " + event.getMessage() + ": " + event.getKeyValuePairs().stream()
            .map(pair -> pair.key + "=" + pair.value).collect(Collectors.joining(" ")))
        .toList();
  }
}
