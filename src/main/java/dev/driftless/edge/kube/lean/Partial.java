package dev.driftless.edge.kube.lean;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What declares only some of its properties: Jackson skips the others. */
@JsonIgnoreProperties(ignoreUnknown = true)
interface Partial {}
