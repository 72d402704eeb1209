package dev.driftless.sim.http;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes each request to a file, one line of {@code audit.k8s.io/v1 Event} each; what is written can be read at once. */
final class AuditLog implements AutoCloseable {

  private final BufferedWriter file;

  AuditLog(Path path) throws IOException {
    file = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void write(ObjectNode event) {
    try {
      file.write(JsonMapper.shared().writeValueAsString(event));
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
