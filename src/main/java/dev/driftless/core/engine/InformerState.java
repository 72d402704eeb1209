package dev.driftless.core.engine;

import java.time.Instant;

/**
 * How far an informer can be trusted.
 *
 * @param synced   whether its first list is complete
 * @param lastSeen when it last got an event, a bookmark or a list, or its watch was last accepted anew; the start of
 *        the
 *                 watch if none came yet
 */
public record InformerState(boolean synced, Instant lastSeen) {}
