package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.edge.kube.lean.LeanNamespace;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.LeanPod;
import org.junit.jupiter.api.Test;

class KeyStoreTest {

  private final KeyStore<LeanPod> pods = new KeyStore<>(LeanPod::new);

  @Test
  void names_and_versions_are_all_that_is_given_back() {
    put(pods, pod("shop", "cart", "1"));
    put(pods, pod("shop", "orders", "2"));
    put(pods, pod("pay", "cart", "3"));

    assertThat(pods.keySet()).containsExactlyInAnyOrder("shop/cart", "shop/orders", "pay/cart");
    assertThat(pods.size()).isEqualTo(3);
    assertThat(pods.values().map(KeyStoreTest::text))
        .containsExactlyInAnyOrder("shop/cart 1", "shop/orders 2", "pay/cart 3");
  }

  @Test
  void what_was_there_before_is_told_by_put_and_remove() {
    assertThat(put(pods, pod("shop", "cart", "1"))).isNull();
    assertThat(text(put(pods, pod("shop", "cart", "2")))).isEqualTo("shop/cart 1");
    assertThat(text(pods.get("shop/cart"))).isEqualTo("shop/cart 2");
    assertThat(text(pods.remove("shop/cart"))).isEqualTo("shop/cart 2");
    assertThat(pods.get("shop/cart")).isNull();
    assertThat(pods.size()).isZero();
  }

  @Test
  void what_was_never_there_can_be_removed() {
    assertThat(pods.remove("shop/cart")).isNull();
    assertThat(pods.remove("cart")).isNull();
  }

  @Test
  void a_cluster_wide_object_has_no_namespace() {
    KeyStore<LeanNamespace> namespaces = new KeyStore<>(LeanNamespace::new);
    LeanNamespace shop = new LeanNamespace();
    shop.getMetadata().setName("shop");
    shop.getMetadata().setResourceVersion("7");
    put(namespaces, shop);

    assertThat(namespaces.keySet()).containsExactly("shop");
    assertThat(namespaces.get("shop").getMetadata().getNamespace()).isNull();
    assertThat(namespaces.remove("shop").resourceVersion()).isEqualTo("7");
  }

  private static <T extends LeanObject> T put(KeyStore<T> store, T object) {
    return store.put(store.getKey(object), object);
  }

  private static String text(LeanPod pod) {
    return pod.namespace() + "/" + pod.name() + " " + pod.resourceVersion();
  }

  private static LeanPod pod(String namespace, String name, String version) {
    LeanPod pod = new LeanPod();
    pod.getMetadata().setNamespace(namespace);
    pod.getMetadata().setName(name);
    pod.getMetadata().setResourceVersion(version);
    return pod;
  }
}
