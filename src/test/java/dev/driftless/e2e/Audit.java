package dev.driftless.e2e;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The API server's audit log: who asked for what, and when. It is written before the answer goes out, so whoever has an
 * answer finds its request here. Only two users are kept: the daemon, and the admin that the tests and scripts are.
 */
final class Audit {

  static final String DAEMON = "system:serviceaccount:driftless-system:driftless";
  static final String ADMIN = "admin";

  private static final ObjectMapper JSON = JsonMapper.shared();

  private final Path log;
  /** By audit ID: a watch is written twice, when it begins and when it ends. */
  private final Map<String, AuditEvent> events = new LinkedHashMap<>();
  private long offset;

  Audit(Path log) {
    this.log = log;
  }

  /** All requests of the daemon so far, in the order in which they were answered. */
  List<AuditEvent> ofDaemon() {
    return find(event -> event.user().equals(DAEMON));
  }

  /** What the daemon changed or, in a dry run, pretended to. */
  List<AuditEvent> writesOfDaemon() {
    return find(event -> event.user().equals(DAEMON) && event.isWrite());
  }

  /** Requests of the daemon or the admin so far. */
  synchronized List<AuditEvent> find(Predicate<AuditEvent> wanted) {
    readOn();
    return events.values().stream().filter(wanted).toList();
  }

  private void readOn() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] news = new byte[Math.toIntExact(file.length() - offset)];
      file.seek(offset);
      file.readFully(news);
      int start = 0;
      for (int i = 0; i < news.length; i++) {
        if (news[i] == '\n') {
          keep(new String(news, start, i - start, StandardCharsets.UTF_8));
          start = i + 1;
        }
      }
      offset += start;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(String line) {
    if (line.contains("\"username\":\"" + DAEMON + "\"") || line.contains("\"username\":\"" + ADMIN + "\"")) {
      AuditEvent event = AuditEvent.of(JSON.readTree(line));
      events.putIfAbsent(event.id(), event);
    }
  }
}
