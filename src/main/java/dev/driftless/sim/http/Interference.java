package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;

import java.time.Duration;
import java.util.Optional;

/** What may come between a client and the cluster. Asked on the event loop, once for each request. */
public interface Interference {

  /** Lets everything through. */
  Interference NONE = new Interference() { };

  /** How long a request waits before it is looked at, in real time. */
  default Duration delay(String method, String path) {
    return Duration.ZERO;
  }

  /** What a request is refused with instead of being looked at. */
  default Optional<ApiException> refusal(String method, String path) {
    return Optional.empty();
  }

  /** Whether the connection breaks after the request was carried out and before the answer. */
  default boolean losesAnswer(String method, String path) {
    return false;
  }
}
