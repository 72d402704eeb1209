package dev.driftless.sim.api.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.driftless.sim.api.schema.Schema.Entries;
import dev.driftless.sim.api.schema.Schema.Items;
import dev.driftless.sim.api.schema.Schema.Struct;
import dev.driftless.sim.api.schema.Schema.Value;
import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schemas of all that is sent to the API server. */
public final class Schemas {

  private static final List<Class<? extends HasMetadata>> KINDS = List.of(Namespace.class, Node.class, Pod.class,
      Service.class, ConfigMap.class, LimitRange.class, ServiceAccount.class, ReplicationController.class,
      Deployment.class,
      ReplicaSet.class, StatefulSet.class, DaemonSet.class, ControllerRevision.class, Job.class,
      HorizontalPodAutoscaler.class, PodDisruptionBudget.class, EndpointSlice.class, Lease.class,
      MutatingWebhookConfiguration.class, Scale.class, Eviction.class, Binding.class,
      io.fabric8.kubernetes.api.model.Event.class, io.fabric8.kubernetes.api.model.events.v1.Event.class);

  private static final Map<String, Class<?>> CLASSES =
      new HashMap<>(Map.of("v1/DeleteOptions", DeleteOptions.class, "policy/v1beta1/Eviction", Eviction.class));

  static {
    KINDS.forEach(type -> CLASSES.put(HasMetadata.getApiVersion(type) + "/" + HasMetadata.getKind(type), type));
  }

  private static final Map<Class<?>, Value> VALUES = Map.of(String.class, Value.TEXT, Boolean.class, Value.FLAG,
      Integer.class, Value.INT32, Long.class, Value.INT64, IntOrString.class, Value.INT_OR_STRING,
      Quantity.class, Value.QUANTITY, MicroTime.class, Value.MICRO_TIME, ZonedDateTime.class, Value.MICRO_TIME,
      FieldsV1.class, Value.ANYTHING, Object.class, Value.ANYTHING);

  private static final Set<String> TIMES = Set.of("completionTime", "creationTimestamp", "deletionTimestamp",
      "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "disruptedPods", "finishedAt", "firstTimestamp",
      "lastHeartbeatTime", "lastProbeTime", "lastScaleTime", "lastTimestamp", "lastTransitionTime", "lastUpdateTime",
      "startTime", "startedAt", "time", "timeAdded");

  private static final Set<String> BYTES = Set.of("binaryData", "caBundle");

  private static final ClassValue<Struct> STRUCTS = new ClassValue<>() {
    @Override
    protected Struct computeValue(Class<?> type) {
      return struct(type);
    }
  };

  private Schemas() {}

  /** Made at the first call, kept from then on. */
  public static Struct of(String apiVersion, String kind) {
    Class<?> type = CLASSES.get(apiVersion + "/" + kind);
    if (type == null) {
      throw new IllegalArgumentException("no schema of " + apiVersion + " " + kind);
    }
    return STRUCTS.get(type);
  }

  private static Struct struct(Class<?> type) {
    Map<String, Schema> fields = new HashMap<>();
    for (Field field : type.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null && !LaterFields.ALL.contains(type.getSimpleName() + "." + property.value())) {
        fields.put(property.value(), schema(property.value(), field.getGenericType()));
      }
    }
    return new Struct(type.getSimpleName(), Map.copyOf(fields));
  }

  private static Schema schema(String field, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return arguments.length == 1 ? new Items(schema(field, arguments[0])) : new Entries(schema(field, arguments[1]));
    }
    Value value = VALUES.get(type);
    if (value == Value.TEXT) {
      return TIMES.contains(field) ? Value.TIME : BYTES.contains(field) ? Value.BYTES : value;
    }
    return value == null ? STRUCTS.get((Class<?>) type) : value;
  }
}
