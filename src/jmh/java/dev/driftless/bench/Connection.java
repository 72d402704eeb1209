package dev.driftless.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** The cheapest HTTP client there is, so that what is measured is the server: one request at a time. */
final class Connection implements AutoCloseable {

  private static final int BUFFER = 65_536;
  private static final String LENGTH = "\ncontent-length:";

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private byte before;

  Connection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** @param body empty for none */
  static byte[] request(String method, String path, String contentType, String body) {
    return ("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(method, path, contentType, body.length(), body)).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** @return characters of the answer's body, which is read whole */
  int ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int filled = 0;
    String head = "";
    int end = -1;
    while (end < 0) {
      filled += read(filled);
      head = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      end = head.indexOf("\r\n\r\n");
    }
    if (!head.startsWith("HTTP/1.1 200")) {
      throw new IOException(head);
    }
    int length = length(head.substring(0, end).toLowerCase(java.util.Locale.ROOT));
    for (int rest = length - (filled - end - 4); rest > 0; ) {
      rest -= read(0);
    }
    return length;
  }

  private static int length(String head) {
    int start = head.indexOf(LENGTH) + LENGTH.length();
    int end = head.indexOf('\r', start);
    return Integer.parseInt(head.substring(start, end < 0 ? head.length() : end).trim());
  }

  private int read(int offset) throws IOException {
    int count = in.read(buffer, offset, BUFFER - offset);
    if (count < 0) {
      throw new EOFException();
    }
    return count;
  }

  /** Asks, and from then on tells in a thread of its own how many events have come; never ends by itself. */
  void follow(byte[] request, IntConsumer lines) throws IOException {
    socket.getOutputStream().write(request);
    Thread.ofPlatform().daemon().start(() -> {
      try {
        while (true) {
          lines.accept(linesIn(read(0)));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    });
  }

  /** Each event is an object and ends its line; chunks end theirs otherwise. */
  private int linesIn(int count) {
    int lines = 0;
    for (int i = 0; i < count; i++) {
      lines += buffer[i] == '\n' && before == '}' ? 1 : 0;
      before = buffer[i];
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
