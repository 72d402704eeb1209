package dev.driftless.core.plan;

/**
 * When it is the turn of a workload that is to be restarted.
 *
 * @param position among all that are to be restarted, from 1, if none of them is deferred
 * @param of       how many these are
 * @param wave     which wave of its campaign is going on, for people
 */
public record Turn(int position, int of, String wave) {}
