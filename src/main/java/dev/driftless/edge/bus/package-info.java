/**
 * The only place where the siblings of the edge meet: {@link dev.driftless.edge.bus.Topics typed topics} on the Vert.x
 * event bus, delivered within this process and never serialized. What is sent must be immutable: all subscribers get
 * the same object. The bus has no back-pressure; what travels on it is bounded elsewhere (a wake-up has no content,
 * facts come one batch per step, a census replaces the one before).
 */
package dev.driftless.edge.bus;
