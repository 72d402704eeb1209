package dev.driftless.edge.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;

import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks through wrapped exceptions. */
final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  /** The exception and its causes, outermost first. */
  static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  /** What the API server said, or else the innermost cause; for people. */
  static String of(Throwable failure) {
    return chain(failure).flatMap(cause -> answer(cause).stream()).findFirst().orElseGet(() -> innermost(failure));
  }

  /** The client's own message tells the answer twice, the second time with all its fields. */
  private static Optional<String> answer(Throwable cause) {
    return cause instanceof KubernetesClientException error && error.getCode() > 0 && error.getStatus() != null
            && error.getStatus().getMessage() != null
        ? Optional.of("HTTP " + error.getCode() + ": " + error.getStatus().getMessage())
        : Optional.empty();
  }

  private static String innermost(Throwable failure) {
    Throwable innermost = chain(failure).reduce((outer, inner) -> inner).orElse(failure);
    String message = innermost.getMessage();
    if (innermost instanceof NoSuchFileException) {
      return message + " does not exist";
    }
    if (innermost instanceof UnknownHostException) {
      return "unknown host: " + message;
    }
    return message == null || message.isBlank()
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
