package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Watches as most clients of fabric8 ask for them. */
class WebSocketTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String CLOSED = "closed";
  private static final int PATIENCE_SECONDS = 10;

  private Served served = Served.plain();
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    http.shutdownNow();
    served.close();
  }

  private WebSocket watch(String query) throws Exception {
    return http.newWebSocketBuilder().buildAsync(URI.create(served.url().replace("http", "ws") + MAPS + query),
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            messages.add(text.toString());
            socket.request(1);
            return null;
          }

          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add(CLOSED);
            return null;
          }
        }).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private String next() throws InterruptedException {
    return messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void a_watch_that_ends_with_the_server_is_written_down_too(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.log");
    served.close();
    served = new Served(Optional.of(file), Interference.NONE);
    watch("?watch=true");

    served.close();

    assertThat(Files.readAllLines(file)).extracting(line -> JsonMapper.shared().readTree(line).path("stage").asString())
        .containsExactly("ResponseStarted", "ResponseComplete");
  }

  @Test
  void each_event_is_a_message() throws Exception {
    served.post(MAPS, "{'metadata': {'name': 'before'}}");
    watch("?watch=true&resourceVersion=0");

    served.post(MAPS, "{'metadata': {'name': 'later'}}");

    for (String name : new String[] {"before", "later"}) {
      JsonNode event = JsonMapper.shared().readTree(next());
      assertThat(event.path("type").asString()).isEqualTo("ADDED");
      assertThat(event.path("object").path("metadata").path("name").asString()).isEqualTo(name);
    }
  }

  @Test
  void its_time_is_up_as_that_of_any_watch() throws Exception {
    watch("?watch=true&timeoutSeconds=1");

    assertThat(next()).isEqualTo(CLOSED);
  }

  @Test
  void what_is_wrong_is_answered_before_there_is_a_socket() throws Exception {
    assertThatThrownBy(() -> watch("?watch=true&labelSelector=a+in+("))
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .satisfies(error -> assertThat(((WebSocketHandshakeException) error.getCause()).getResponse().statusCode())
            .isEqualTo(400));

    assertThat(served.json(MAPS).path("kind").asString()).isEqualTo("ConfigMapList");
  }
}
