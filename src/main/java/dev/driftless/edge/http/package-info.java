/**
 * {@code /metrics} on one server; {@code /livez}, {@code /readyz} and {@code /startupz} on another, so that each can be
 * exposed to whom it concerns. Plain Vert.x: three fixed paths need no router. What is answered comes from functions
 * that the caller gives; nothing here knows of meters or informers.
 */
package dev.driftless.edge.http;
