package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads requests and limits; what is no quantity is left out. */
final class Amounts {

  private Amounts() {}

  static Resources read(Map<String, String> requests, Map<String, String> limits) {
    return new Resources(quantities(requests), quantities(limits));
  }

  private static SortedMap<String, Quantity> quantities(Map<String, String> texts) {
    SortedMap<String, Quantity> quantities = new TreeMap<>();
    texts.forEach((name, text) -> Quantity.parse(text).ifPresent(amount -> quantities.put(name, amount)));
    return quantities;
  }
}
