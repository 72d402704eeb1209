package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.Parsed;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads JSON texts inside of pods. There are many pods and few different texts, and reading one takes longer than all
 * else about its pod: so those read last are remembered. For any thread.
 */
final class JsonTexts {

  private static final int REMEMBERED = 500;

  private final Map<String, Parsed> known = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Parsed> eldest) {
      return size() > REMEMBERED;
    }
  };

  synchronized Parsed read(String text) {
    return known.computeIfAbsent(text, TreeReader::json);
  }
}
