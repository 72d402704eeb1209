/**
 * From YAML to values that are known to be good. {@link dev.driftless.config.TreeReader} turns text into a
 * {@link dev.driftless.core.model.Tree} and says where it cannot; it is used for our own configuration and for the YAML
 * and JSON inside API objects alike, so that there is one reading of both.
 */
package dev.driftless.config;
