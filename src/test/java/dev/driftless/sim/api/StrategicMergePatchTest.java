package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StrategicMergePatchTest {

  private static String patched(String object, String patch) throws ApiException {
    return new StrategicMergePatch(json(patch)).applyTo(json(object)).toString().replace('"', '\'');
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/dev/driftless/sim/api/strategic-merge-patches.csv", delimiter = '|',
      quoteCharacter = '`')
  void merges(String what, String object, String patch, String expected) throws ApiException {
    assertThat(patched(object, patch)).isEqualTo(expected);
  }

  @Test
  void an_item_without_its_key_is_refused() {
    assertThat(refusal(() -> patched("{}", "{'spec':{'containers':[{'image':'2'}]}}")))
        .hasMessage("map: map[image:2] does not contain declared merge key: name");
  }

  @Test
  void the_patched_object_stays_as_it_is() throws ApiException {
    var object = json("{'spec':{'containers':[{'name':'a','image':'1'}]}}");
    var copy = object.deepCopy();

    new StrategicMergePatch(json("{'spec':{'containers':[{'name':'a','image':'2'}]}}")).applyTo(object);

    assertThat(object).isEqualTo(copy);
  }
}
