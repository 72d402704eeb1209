package dev.driftless.core.model;

import java.util.Map;

/** @param annotations those of Driftless and Kyma; no others */
public record NamespaceFacts(String name, Map<String, String> labels, Map<String, String> annotations,
    boolean terminating) implements Facts {}
