package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;

class JsonPatchTest {

  private static String patched(String object, String operations) throws ApiException {
    ArrayNode list = (ArrayNode) Cluster.JSON.readTree(operations.replace('\'', '"'));
    return new JsonPatch(list).applyTo(json(object)).toString().replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'a':1}         | [{'op':'add','path':'/b','value':2}]                                           | {'a':1,'b':2}
      {'a':[1,3]}     | [{'op':'add','path':'/a/1','value':2}]                                         | {'a':[1,2,3]}
      {'a':[1]}       | [{'op':'add','path':'/a/-','value':2}]                                         | {'a':[1,2]}
      {'a':{'x/y':1}} | [{'op':'replace','path':'/a/x~1y','value':2}]                                  | {'a':{'x/y':2}}
      {'a':1}         | [{'op':'replace','path':'/b','value':2}]                                       | {'a':1,'b':2}
      {'a':1,'b':2}   | [{'op':'remove','path':'/a'}]                                                  | {'b':2}
      {'a':[1,2]}     | [{'op':'remove','path':'/a/0'}]                                                | {'a':[2]}
      {'a':1}         | [{'op':'copy','from':'/a','path':'/b'}]                                        | {'a':1,'b':1}
      {'a':1}         | [{'op':'move','from':'/a','path':'/b'}]                                        | {'b':1}
      {'a':1}         | [{'op':'test','path':'/a','value':1},{'op':'add','path':'/b','value':2}]       | {'a':1,'b':2}
      """)
  void applies(String object, String operations, String expected) throws ApiException {
    assertThat(patched(object, operations)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'a':1}   | [{'op':'test','path':'/a','value':2}]
      {'a':1}   | [{'op':'remove','path':'/b'}]
      {'a':1}   | [{'op':'add','path':'/b/c','value':2}]
      {'a':[1]} | [{'op':'add','path':'/a/2','value':2}]
      {'a':1}   | [{'op':'copy','from':'/b','path':'/c'}]
      {'a':1}   | [{'op':'frobnicate','path':'/a'}]
      """)
  void refuses(String object, String operations) {
    ApiException refusal = refusal(() -> patched(object, operations));

    assertThat(refusal.code()).isEqualTo(422);
    assertThat(refusal).hasMessage("the server rejected our request due to an error in our request");
  }
}
