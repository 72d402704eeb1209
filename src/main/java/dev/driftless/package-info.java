/**
 * Driftless: truth about Istio sidecars, and safe restarts. Rooms and directions: {@code cli → app → edge → config →
 * core}.
 */
package dev.driftless;
