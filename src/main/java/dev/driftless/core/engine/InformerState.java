package dev.driftless.core.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an informer can be trusted.
 *
 * @param synced     whether its first list is complete, and everything in it could be taken in
 * @param lastSeen   when it last got an event, a bookmark or a list, or its watch was last accepted anew; the start of
 *                   the watch if none came yet
 * @param unreadable an object that could not be taken in, as {@code NAMESPACE/NAME}; it is then not synced
 */
public record InformerState(boolean synced, Instant lastSeen, Optional<String> unreadable) {

  public InformerState(boolean synced, Instant lastSeen) {
    this(synced, lastSeen, Optional.empty());
  }
}
