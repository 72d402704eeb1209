package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTest {

  private static String patched(String object, String patch) throws ApiException {
    return new StrategicMergePatch(json(patch)).applyTo(json(object)).toString().replace('"', '\'');
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      containers by name | {'spec':{'containers':[{'name':'a','image':'1'},{'name':'b'}]}} | {'spec':{'containers':[{'name':'a','image':'2'}]}} | {'spec':{'containers':[{'name':'a','image':'2'},{'name':'b'}]}}
      new containers before the others | {'spec':{'containers':[{'name':'a'}]}} | {'spec':{'containers':[{'name':'b'}]}} | {'spec':{'containers':[{'name':'b'},{'name':'a'}]}}
      env by name | {'spec':{'containers':[{'name':'a','env':[{'name':'X','value':'1'},{'name':'Y'}]}]}} | {'spec':{'containers':[{'name':'a','env':[{'name':'Y','value':'2'}]}]}} | {'spec':{'containers':[{'name':'a','env':[{'name':'X','value':'1'},{'name':'Y','value':'2'}]}]}}
      ports of containers by containerPort | {'spec':{'containers':[{'name':'a','ports':[{'containerPort':1}]}]}} | {'spec':{'containers':[{'name':'a','ports':[{'containerPort':1,'name':'p'}]}]}} | {'spec':{'containers':[{'name':'a','ports':[{'containerPort':1,'name':'p'}]}]}}
      ports of services by port | {'spec':{'ports':[{'port':1},{'port':2}]}} | {'spec':{'ports':[{'port':2,'name':'p'}]}} | {'spec':{'ports':[{'port':1},{'port':2,'name':'p'}]}}
      tolerations as a whole | {'spec':{'tolerations':[{'key':'a'}]}} | {'spec':{'tolerations':[{'key':'b'}]}} | {'spec':{'tolerations':[{'key':'b'}]}}
      finalizers as a set | {'metadata':{'finalizers':['a','b']}} | {'metadata':{'finalizers':['b','c']}} | {'metadata':{'finalizers':['a','b','c']}}
      one value less | {'metadata':{'finalizers':['a','b']}} | {'metadata':{'$deleteFromPrimitiveList/finalizers':['a']}} | {'metadata':{'finalizers':['b']}}
      one item less | {'spec':{'volumes':[{'name':'a'},{'name':'b'}]}} | {'spec':{'volumes':[{'name':'a','$patch':'delete'}]}} | {'spec':{'volumes':[{'name':'b'}]}}
      a list replaced | {'spec':{'volumes':[{'name':'a'}]}} | {'spec':{'volumes':[{'name':'b'},{'$patch':'replace'}]}} | {'spec':{'volumes':[{'name':'b'}]}}
      an object replaced | {'metadata':{'labels':{'a':'1'}}} | {'metadata':{'labels':{'b':'2','$patch':'replace'}}} | {'metadata':{'labels':{'b':'2'}}}
      null removes | {'metadata':{'labels':{'a':'1','b':'2'}}} | {'metadata':{'labels':{'a':null}}} | {'metadata':{'labels':{'b':'2'}}}
      keys retained | {'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{}}}} | {'spec':{'strategy':{'type':'Recreate','$retainKeys':['type']}}} | {'spec':{'strategy':{'type':'Recreate'}}}
      order of elements | {'spec':{'containers':[{'name':'a'},{'name':'s'},{'name':'b'}]}} | {'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],'containers':[{'name':'a','image':'2'}]}} | {'spec':{'containers':[{'name':'s'},{'name':'b'},{'name':'a','image':'2'}]}}
      """)
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
