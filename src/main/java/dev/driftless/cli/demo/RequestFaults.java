package dev.driftless.cli.demo;

import dev.driftless.sim.http.Interference;

import java.time.Duration;
import java.util.Set;

/** What happens to requests on their way, by the faults that were asked for. On the event loop only. */
final class RequestFaults implements Interference {

  private static final Duration SLOW = Duration.ofMillis(333);
  private static final int ANSWERS_LOST = 3;

  private final Set<Fault> faults;
  private int lost;

  RequestFaults(Set<Fault> faults) {
    this.faults = faults;
  }

  @Override
  public Duration delay(String method, String path) {
    return faults.contains(Fault.SLOW_API) ? SLOW : Duration.ZERO;
  }

  @Override
  public boolean losesAnswer(String method, String path) {
    return faults.contains(Fault.LOST_ANSWER) && method.equals("PATCH") && lost++ < ANSWERS_LOST;
  }
}
