package dev.driftless.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What must not happen, watched for a stated time. */
final class Hold {

  private Hold() {}

  /** Fails as soon as there is anything. */
  static void nothing(Duration time, String what, Supplier<? extends List<?>> seen) {
    await("nothing: " + what).pollInterval(Duration.ofMillis(500)).during(time).atMost(time.plusSeconds(10))
        .failFast(() -> {
          List<?> found = seen.get();
          if (!found.isEmpty()) {
            throw new AssertionError(what + ": " + found);
          }
        }).until(() -> true);
  }
}
