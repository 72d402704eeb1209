package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that does not read while more changes than the server keeps for it. */
class SlowWatcherTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String END = "\r\n0\r\n\r\n";
  private static final int MEGABYTES = 20;
  private static final int KEPT = 1_000;

  private final Served served = Served.plain();
  private final Socket client = new Socket();

  @BeforeEach
  void objects() throws IOException, InterruptedException {
    served.post(MAPS, "{'metadata': {'name': 'large'}, 'data': {'a': '" + "x".repeat(1_000_000) + "'}}");
    served.post(MAPS, "{'metadata': {'name': 'small'}}");
  }

  @AfterEach
  void end() throws IOException {
    client.close();
    served.close();
  }

  private void watch(String query) throws IOException {
    client.setReceiveBufferSize(4096);
    client.setSoTimeout((int) PATIENCE.toMillis());
    client.connect(new InetSocketAddress("127.0.0.1", URI.create(served.url()).getPort()));
    client.getOutputStream().write(("GET " + MAPS + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(client.getInputStream().read()).isEqualTo('H');
  }

  private void change(String name, int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      HttpResponse<String> patched = served.send("PATCH", MAPS + "/" + name, "application/merge-patch+json",
          "{'metadata': {'labels': {'number': '" + name + i + "'}}}");
      assertThat(patched.statusCode()).isEqualTo(200);
    }
  }

  private String readUntil(String mark) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] buffer = new byte[65_536];
    while (read.indexOf(mark, read.length() - buffer.length - mark.length()) < 0) {
      int count = client.getInputStream().read(buffer);
      read.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return read.toString();
  }

  @Test
  void is_told_no_more() throws Exception {
    watch("?watch=true");
    change("large", MEGABYTES);
    change("small", KEPT + 1);

    String told = readUntil(END);

    assertThat(told).contains("\"large0\"").doesNotContain("\"small" + KEPT + "\"");
  }

  @Test
  void is_told_all_if_it_reads_in_time() throws Exception {
    watch("?watch=true");
    change("large", MEGABYTES);
    change("small", 3);

    String told = readUntil("\"small2\"");

    assertThat(told).contains("\"large" + (MEGABYTES - 1) + "\"", "\"small0\"", "\"small1\"");
  }

  @Test
  void gets_the_end_of_a_watch_that_cannot_go_on() throws Exception {
    change("small", KEPT + 1);
    watch("?watch=true&resourceVersion=1");

    assertThat(readUntil(END)).contains("\"type\":\"ERROR\"", "\"code\":410");
  }
}
