package dev.driftless.core.injection;

import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Tree;

import java.util.Optional;

/**
 * The revision that is called for a template, with a configuration that could be read.
 *
 * @param name       of its ConfigMap
 * @param meshConfig of the revision; empty if it has none, which means defaults
 * @param version    of its control plane; empty if it does not tell
 */
record Injector(String name, Tree config, Tree values, Optional<MeshConfigFacts> meshConfig,
    Optional<IstioVersion> version) {}
