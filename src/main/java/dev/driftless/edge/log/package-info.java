/** Writes every fact as one structured log line. The only place where a transition is logged. */
package dev.driftless.edge.log;
