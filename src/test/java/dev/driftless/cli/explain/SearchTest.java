package dev.driftless.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Optional;

class SearchTest {

  private static final Map<String, String> NONE = Map.of();
  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u-cart");

  private final Search search = new Search(new Shop(NONE).deployment("cart", NONE, NONE, Optional.empty())
      .deployment("orders", NONE, NONE, Optional.empty()).job("orders", Optional.empty()).engine(), Shop.NOW);

  @Test
  void finds_a_workload_by_its_name() {
    assertThat(search.find(new WorkloadName(Kind.DEPLOYMENT, "cart"), "shop"))
        .isEqualTo(new Search.Result.Found(CART, Optional.empty()));
  }

  @Test
  void a_pod_leads_to_its_owner() {
    assertThat(search.find(new WorkloadName(Kind.POD, "cart-0"), "shop"))
        .isEqualTo(new Search.Result.Found(CART, Optional.of("cart-0")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      DEPLOYMENT   | cart   | bank | no Deployment bank/cart; did you mean Deployment shop/cart?
      STATEFUL_SET | cart   | shop | no StatefulSet shop/cart; did you mean Deployment shop/cart?
      DAEMON_SET   | orders | shop | no DaemonSet shop/orders; did you mean Deployment shop/orders, Job shop/orders?
      DEPLOYMENT   | crt    | shop | no Deployment shop/crt; did you mean Deployment shop/cart?
      POD          | cart-9 | shop | no Pod shop/cart-9
      DEPLOYMENT   | crt    | bank | no Deployment bank/crt
      """)
  void says_what_may_have_been_meant(Kind kind, String name, String namespace, String message) {
    assertThat(search.find(new WorkloadName(kind, name), namespace)).isEqualTo(new Search.Result.Missing(message));
  }
}
