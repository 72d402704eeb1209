package dev.driftless.edge.kube.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class EventObjectTest {

  private final KubernetesSerialization serialization = Serialization.lean();

  @Test
  void an_object_as_api_servers_tell_it() {
    LeanPod pod = (LeanPod) object("""
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart-1","namespace":"shop","labels":{"app":"cart"}},
         "spec":{"hostNetwork":true},"status":{"phase":"Running"}}""");

    assertThat(pod.namespace() + "/" + pod.name()).isEqualTo("shop/cart-1");
    assertThat(pod.labels()).containsEntry("app", "cart");
    assertThat(pod.getSpec().hostNetwork()).isTrue();
    assertThat(pod.getStatus().phase()).isEqualTo("Running");
  }

  @Test
  void what_stands_before_its_kind_is_not_lost() {
    LeanDeployment deployment = (LeanDeployment) object("""
        {"metadata":{"name":"cart","namespace":"shop"},"spec":{"replicas":3,"template":{"spec":{"a":[1,{"b":2}]}}},
         "apiVersion":"apps/v1","status":{"replicas":2},"kind":"Deployment"}""");

    assertThat(deployment.name()).isEqualTo("cart");
    assertThat(deployment.getSpec().replicas()).contains(3);
    assertThat(deployment.getSpec().template().findPath("b").asInt()).isEqualTo(2);
    assertThat(deployment.getStatus().replicas()).isEqualTo(2);
  }

  @Test
  void a_failure_in_place_of_an_object() {
    Status status = (Status) object("""
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old","code":410}""");

    assertThat(status.getCode()).isEqualTo(410);
    assertThat(status.getMessage()).isEqualTo("too old");
  }

  @Test
  void a_kind_of_which_nothing_is_known() {
    GenericKubernetesResource unknown = (GenericKubernetesResource) object("""
        {"kind":"Deployment","apiVersion":"example.com/v1","metadata":{"resourceVersion":"7"}}""");

    assertThat(unknown.getMetadata().getResourceVersion()).isEqualTo("7");
  }

  @Test
  void what_follows_the_object_is_read_as_well() {
    WatchEvent event = serialization.unmarshal(
        "{\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\"},\"type\":\"DELETED\"}", WatchEvent.class);

    assertThat(event.getType()).isEqualTo("DELETED");
    assertThat(event.getObject()).isInstanceOf(LeanPod.class);
  }

  @Test
  void half_an_object_is_none() {
    assertThatException().isThrownBy(() -> object("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"));
  }

  private Object object(String json) {
    return serialization.unmarshal("{\"type\":\"MODIFIED\",\"object\":" + json + "}", WatchEvent.class).getObject();
  }
}
