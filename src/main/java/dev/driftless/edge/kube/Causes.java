package dev.driftless.edge.kube;

import java.util.stream.Stream;

/** Looks through wrapped exceptions. */
final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  /** The exception and its causes, outermost first. */
  static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  /** What the innermost cause says, for people. */
  static String of(Throwable failure) {
    Throwable innermost = chain(failure).reduce((outer, inner) -> inner).orElse(failure);
    String message = innermost.getMessage();
    return message == null || message.isBlank()
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
