package dev.driftless.core.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether acting is allowed at some moment. */
public sealed interface Openness {

  /** @param until the first moment at which it is not any more; empty if that is not foreseen */
  record Open(Optional<Instant> until) implements Openness {}

  /** @param next the first moment at which it is again; empty if that is not foreseen */
  record Closed(Optional<Instant> next) implements Openness {}

  /** Open when all of them are. Looks ahead for {@link Windows#FORESEEN}. */
  static Openness of(List<Windows> all, Instant now) {
    Instant moment = now;
    while (!moment.isAfter(now.plus(Windows.FORESEEN))) {
      Optional<Instant> end = Optional.empty();
      Optional<Instant> opening = Optional.empty();
      for (Windows windows : all) {
        switch (windows.at(moment)) {
          case Open(Optional<Instant> until) -> end = earlier(end, until);
          case Closed(Optional<Instant> next) -> opening = next;
        }
      }
      if (opening.isEmpty()) {
        return moment.equals(now) ? new Open(end) : new Closed(Optional.of(moment));
      }
      moment = opening.get();
    }
    return new Closed(Optional.empty());
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || other.isPresent() && other.get().isBefore(one.get()) ? other : one;
  }
}
