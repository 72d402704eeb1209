package dev.driftless.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Features;
import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.TreeMap;

class ExpectedDocumentTest {

  private static final Quantity CPU = Quantity.parse("10m").orElseThrow();

  @Test
  void every_part_has_its_one_type() {
    Features features = new Features(new Derived.Known<>(ContainerKind.CLASSIC),
        new Derived.Known<>(InitKind.ISTIO_VALIDATION),
        new Derived.Known<>(new Resources(new TreeMap<>(Map.of("cpu", CPU)), new TreeMap<>())),
        new Derived.Known<>(new Scraping("true", "", "")), new Derived.Known<>(Map.of("concurrency", "2")));

    assertThat(json(features, Expectation.Source.PROVED)).isEqualTo("{\"injected\":true,\"revision\":\"r\","
        + "\"image\":\"p:1\",\"container\":\"classic\",\"init\":\"istio-validation\","
        + "\"resources\":{\"requests\":{\"cpu\":\"10m\"},\"limits\":{}},\"prometheus\":{\"scrape\":\"true\"},"
        + "\"proxyConfig\":{\"concurrency\":\"2\"},\"source\":\"proved\"}");
  }

  @Test
  void a_part_that_cannot_be_told_is_left_out_and_listed_with_its_reason() {
    Features features = new Features(new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE, "from elsewhere"),
        new Derived.Known<>(InitKind.NONE), new Derived.Known<>(Resources.NONE), new Derived.Known<>(Scraping.NONE),
        new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE, "line 1"));

    assertThat(json(features, Expectation.Source.COMPUTED)).isEqualTo("{\"injected\":true,\"revision\":\"r\","
        + "\"image\":\"p:1\",\"init\":\"none\",\"resources\":{\"requests\":{},\"limits\":{}},\"prometheus\":{},"
        + "\"unknown\":[{\"part\":\"container\",\"reason\":\"NOT_DERIVABLE\",\"detail\":\"from elsewhere\"},"
        + "{\"part\":\"proxyConfig\",\"reason\":\"INJECTOR_UNREADABLE\",\"detail\":\"line 1\"}],"
        + "\"source\":\"computed\"}");
  }

  private static String json(Features features, Expectation.Source source) {
    return JsonMapper.shared().writeValueAsString(ExpectedDocument
        .of(new Expectation.Injected("r", "p:1", false, "w", features, source)).orElseThrow());
  }
}
