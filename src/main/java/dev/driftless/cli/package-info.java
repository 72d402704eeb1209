/**
 * The command line: one class per command, what they print, and with which code they end.
 *
 * <p>Exit codes: 0 asked to stop, nothing to do, or told; 1 {@code plan} found something to do, or {@code demo} left
 * something; 2 {@code plan} or {@code explain} could not tell, whatever the reason; 64 bad usage or configuration, or a
 * port that is taken; 69 {@code run} cannot reach the API server; 70 an internal error.
 */
package dev.driftless.cli;
