package dev.driftless.core.model;

/**
 * What a pod tells Prometheus: annotations {@code prometheus.io/{scrape,port,path}}; empty texts for those that are
 * absent. With merged metrics they lead to Istio's agent, else to the application.
 */
public record Scraping(String scrape, String port, String path) {

  public static final Scraping NONE = new Scraping("", "", "");

  /** For people: {@code scrape=true port=15020 path=/stats/prometheus}; {@code none}. */
  @Override
  public String toString() {
    String text = print("scrape", scrape) + print(" port", port) + print(" path", path);
    return text.isEmpty() ? "none" : text.strip();
  }

  private static String print(String name, String value) {
    return value.isEmpty() ? "" : name + "=" + value;
  }
}
