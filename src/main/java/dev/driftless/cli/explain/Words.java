package dev.driftless.cli.explain;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Small pieces of sentences. */
final class Words {

  private Words() {}

  static String pods(int count) {
    return count == 1 ? "1 pod" : count + " pods";
  }

  /** {@code 1 of 2 pods}, {@code all 2 pods}, {@code its only pod}. */
  static String share(int count, int all) {
    return count < all ? count + " of " + pods(all) : all == 1 ? "its only pod" : "all " + pods(all);
  }

  /** {@code a=b c=d}, by key; {@code none}. */
  static String pairs(Map<String, String> map) {
    return map.isEmpty() ? "none" : new TreeMap<>(map).entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining(" "));
  }
}
