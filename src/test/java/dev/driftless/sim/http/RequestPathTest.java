package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource({
      "/api/v1/pods, '', v1, '', pods, '', ''",
      "/api/v1/namespaces, '', v1, '', namespaces, '', ''",
      "/api/v1/namespaces/shop, '', v1, '', namespaces, shop, ''",
      "/api/v1/namespaces/shop/finalize, '', v1, '', namespaces, shop, finalize",
      "/api/v1/namespaces/shop/pods, '', v1, shop, pods, '', ''",
      "/api/v1/namespaces/shop/pods/a%3Ab/eviction, '', v1, shop, pods, a:b, eviction",
      "/apis/apps/v1/namespaces/shop/deployments/web, apps, v1, shop, deployments, web, ''",
      "/apis/apps/v1/deployments, apps, v1, '', deployments, '', ''"})
  void says_what_is_meant(String path, String group, String version, String namespace, String resource, String name,
      String subresource) {
    assertThat(RequestPath.parse(path))
        .contains(new RequestPath(group, version, namespace, resource, name, subresource));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/version", "/api", "/api/v1", "/apis/apps/v1", "/api/v1//pods",
      "/api/v1/namespaces/shop/pods/a/b/c"})
  void other_paths_mean_no_objects(String path) {
    assertThat(RequestPath.parse(path)).isEmpty();
  }
}
