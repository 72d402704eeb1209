package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ServerClockTest {

  private static final Instant SYSTEM = Instant.parse("2026-11-20T10:00:00.500Z");

  private final ServerClock clock = new ServerClock(InstantSource.fixed(SYSTEM));

  @Test
  void is_the_system_time_before_the_first_answer() {
    assertThat(clock.instant()).isEqualTo(SYSTEM);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "Fri, 20 Nov 2026 10:00:00 GMT | 2026-11-20T10:00:00.500Z",
      "Fri, 20 Nov 2026 10:05:00 GMT | 2026-11-20T10:05:00Z",
      "Fri, 20 Nov 2026 09:55:00 GMT | 2026-11-20T09:55:10.999999999Z",
      "yesterday                     | 2026-11-20T10:00:00.500Z"})
  void moves_only_as_far_as_the_answer_demands(String date, Instant expected) {
    clock.after(null, response(Map.of("Date", List.of(date))), null);

    assertThat(clock.instant()).isEqualTo(expected);
  }

  @Test
  void an_answer_that_was_only_late_does_not_turn_it_back() {
    clock.after(null, response(Map.of("Date", List.of("Fri, 20 Nov 2026 10:00:12 GMT"))), null);
    clock.after(null, response(Map.of("Date", List.of("Fri, 20 Nov 2026 10:00:04 GMT"))), null);

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-20T10:00:12Z"));
  }

  @Test
  void an_answer_without_a_date_changes_nothing() {
    clock.after(null, response(Map.of()), null);

    assertThat(clock.instant()).isEqualTo(SYSTEM);
  }

  private static HttpResponse<Void> response(Map<String, List<String>> headers) {
    return new HttpResponse<>() {
      @Override
      public int code() {
        return 200;
      }

      @Override
      public Void body() {
        return null;
      }

      @Override
      public HttpRequest request() {
        return null;
      }

      @Override
      public Optional<HttpResponse<?>> previousResponse() {
        return Optional.empty();
      }

      @Override
      public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
      }

      @Override
      public Map<String, List<String>> headers() {
        return headers;
      }
    };
  }
}
