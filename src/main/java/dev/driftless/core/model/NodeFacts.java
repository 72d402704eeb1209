package dev.driftless.core.model;

/** @param kubeletVersion {@code status.nodeInfo.kubeletVersion}; empty if the node does not tell yet */
public record NodeFacts(String name, String kubeletVersion) implements Facts {}
