package dev.driftless.core.injection;

import dev.driftless.core.model.TemplateFacts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;

class ScrapingRuleTest {

  private static final Scraping MERGED = new Scraping("true", "15020", "/stats/prometheus");
  private static final Map<String, String> OWN = Map.of("prometheus.io/scrape", "true", "prometheus.io/port", "8080",
      "prometheus.io/path", "/metrics");
  private static final Scraping AS_IT_WAS = new Scraping("true", "8080", "/metrics");
  private static final OneInjector OFF = OneInjector.PLAIN.mesh("enablePrometheusMerge: false");

  @ParameterizedTest
  @ValueSource(strings = {"{}", "enablePrometheusMerge: true", "enablePrometheusMerge: null"})
  void metrics_are_merged_unless_the_mesh_says_no(String mesh) {
    assertThat(scraping(OWN, OneInjector.PLAIN.mesh(mesh))).isEqualTo(MERGED);
    assertThat(scraping(OWN, OneInjector.PLAIN)).isEqualTo(MERGED);
    assertThat(scraping(Map.of(), OneInjector.PLAIN.mesh(mesh))).isEqualTo(MERGED);
  }

  @Test
  void without_merging_the_annotations_stay_as_they_are() {
    assertThat(scraping(OWN, OFF)).isEqualTo(AS_IT_WAS);
    assertThat(scraping(Map.of(), OFF)).isEqualTo(Scraping.NONE);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "1,true", "T,true", "false,false", "0,false", "False,false"})
  void the_annotation_beats_the_mesh(String value, boolean merged) {
    Map<String, String> annotations = with(OWN, "prometheus.istio.io/merge-metrics", value);

    assertThat(scraping(annotations, OneInjector.PLAIN)).isEqualTo(merged ? MERGED : AS_IT_WAS);
    assertThat(scraping(annotations, OFF)).isEqualTo(merged ? MERGED : AS_IT_WAS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "FALSE", "f", "F", "0"})
  void who_is_not_to_be_scraped_is_left_alone_however_it_is_spelled(String value) {
    assertThat(scraping(with(OWN, "prometheus.io/scrape", value), OneInjector.PLAIN))
        .isEqualTo(new Scraping(value, "8080", "/metrics"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "", "off"})
  void another_word_is_no_refusal(String value) {
    assertThat(scraping(with(OWN, "prometheus.io/scrape", value), OneInjector.PLAIN)).isEqualTo(MERGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus.io.scrape", "prometheus_io/scrape", "prometheus-io-scrape"})
  void istiod_takes_any_punctuation_for_that_of_the_annotation(String name) {
    assertThat(scraping(Map.of(name, "false"), OneInjector.PLAIN)).isEqualTo(Scraping.NONE);
  }

  @Test
  void who_names_the_agents_port_is_left_alone() {
    assertThat(scraping(Map.of("prometheus.io/port", "15020"), OneInjector.PLAIN))
        .isEqualTo(new Scraping("", "15020", ""));
    assertThat(scraping(Map.of("prometheus.io.port", "15020"), OneInjector.PLAIN)).isEqualTo(Scraping.NONE);
  }

  @ParameterizedTest
  @CsvSource({"15021,15021", "0,15020"})
  void the_agents_port_is_that_of_the_mesh(String configured, String port) {
    OneInjector injector = OneInjector.PLAIN.mesh("defaultConfig: {statusPort: " + configured + "}");

    assertThat(scraping(OWN, injector)).isEqualTo(new Scraping("true", port, "/stats/prometheus"));
    assertThat(scraping(Map.of("prometheus.io/port", port), injector)).isEqualTo(new Scraping("", port, ""));
  }

  @ParameterizedTest
  @CsvSource({"prometheus.istio.io/scrape-targets,'x:/m'", "prometheus.io/port,metrics", "prometheus.io/port,15090",
      "prometheus.io/port,0", "prometheus.io/port,65536", "prometheus.io/port,99999999999"})
  void what_cannot_be_scraped_denies_the_pod_since_1_31(String name, String value) {
    TemplateFacts template = Templates.annotated(Map.of(name, value));

    assertThat(ScrapingRule.problem(template, OneInjector.of("1.31.0").injector())).isPresent();
    assertThat(ScrapingRule.problem(template, OneInjector.of("1.30.3").injector())).isEmpty();
  }

  private static Map<String, String> with(Map<String, String> annotations, String name, String value) {
    Map<String, String> more = new HashMap<>(annotations);
    more.put(name, value);
    return more;
  }

  private static Scraping scraping(Map<String, String> annotations, OneInjector injector) {
    Derived<Scraping> derived = ScrapingRule.of(Templates.annotated(annotations), injector.injector());
    assertThat(derived).isInstanceOf(Derived.Known.class);
    return ((Derived.Known<Scraping>) derived).value();
  }
}
