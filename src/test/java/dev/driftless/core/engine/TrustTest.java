package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** When what the informers say can be relied on. */
class TrustTest {

  private static final Instant NOON = World.START;
  private static final Duration STALE = Duration.ofMinutes(3);

  private final Trust trust = new Trust(NOON);

  @Test
  void one_that_was_heard_three_minutes_ago_is_believed() {
    trust.update(DriftedShop.synced(NOON));

    assertThat(trust.deferral(NOON.plus(STALE))).isEmpty();
  }

  @Test
  void one_that_was_heard_longer_ago_is_not() {
    trust.update(with(Resource.PODS, new InformerState(true, NOON)));

    assertThat(trust.deferral(NOON.plus(STALE).plusNanos(1))).contains(Deferral.of(DeferReason.STALE_FACTS,
        "neither event nor bookmark of pods since " + NOON));
  }

  @Test
  void one_that_was_not_heard_since_this_replica_leads_is_not() {
    trust.update(with(Resource.PODS, new InformerState(true, NOON.minusNanos(1))));

    assertThat(trust.deferral(NOON)).contains(Deferral.of(DeferReason.NOT_SYNCED,
        "neither event nor bookmark of pods since this replica leads: " + NOON));
  }

  @Test
  void one_that_is_not_named_any_more_is_not() {
    trust.update(DriftedShop.synced(NOON));
    Map<Resource, InformerState> states = DriftedShop.synced(NOON);
    states.remove(Resource.PODS);

    trust.update(states);

    assertThat(trust.deferral(NOON))
        .contains(Deferral.of(DeferReason.NOT_SYNCED, "no complete list of pods yet"));
  }

  @Test
  void nothing_begins_before_all_have_their_first_list() {
    trust.update(with(Resource.PODS, new InformerState(false, NOON)));

    assertThat(trust.began()).isFalse();
  }

  @Test
  void nothing_begins_before_all_are_named() {
    Map<Resource, InformerState> states = DriftedShop.synced(NOON);
    states.remove(Resource.PODS);
    trust.update(states);

    assertThat(trust.began()).isFalse();
  }

  @Test
  void what_began_does_not_begin_again() {
    trust.update(DriftedShop.synced(NOON));
    trust.update(with(Resource.PODS, new InformerState(false, NOON)));

    assertThat(trust.began()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"DEPLOYMENT, DEPLOYMENTS", "STATEFUL_SET, STATEFUL_SETS", "DAEMON_SET, DAEMON_SETS",
      "REPLICA_SET, REPLICA_SETS", "REPLICATION_CONTROLLER, REPLICATION_CONTROLLERS", "POD, PODS"})
  void a_kind_is_as_current_as_its_informer(Kind kind, Resource resource) {
    Map<Resource, InformerState> states = new EnumMap<>(Resource.class);
    states.put(resource, new InformerState(true, NOON));
    trust.update(states);

    assertThat(trust.seen(kind)).isEqualTo(NOON);
  }

  @Test
  void a_kind_without_an_informer_was_never_seen() {
    assertThat(trust.seen(Kind.POD)).isEqualTo(Instant.EPOCH);
  }

  /** All are fresh but that one. */
  private static Map<Resource, InformerState> with(Resource resource, InformerState state) {
    Map<Resource, InformerState> states = DriftedShop.synced(NOON.plus(STALE));
    states.put(resource, state);
    return states;
  }
}
