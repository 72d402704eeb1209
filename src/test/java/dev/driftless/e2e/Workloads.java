package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

import java.util.Map;

/** Objects for a cluster, as plain as possible: edit a copy for what a test is about. */
final class Workloads {

  /** Pod annotation that chooses how the kubelet treats it: {@code slow}, {@code never-ready}, {@code crash-loop}. */
  static final String STAGE = "e2e.driftless.dev/stage";
  /** Pod label with the name of the workload; unique in a namespace also across kinds. */
  static final String APP = "app";

  private static final String IMAGE = "registry.k8s.io/pause:3.10";

  private Workloads() {}

  static Namespace namespace(String name, Map<String, String> labels) {
    return new NamespaceBuilder().withNewMetadata().withName(name).withLabels(labels).endMetadata().build();
  }

  static Deployment deployment(String namespace, String name, int replicas) {
    return new DeploymentBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
        .withNewSpec().withReplicas(replicas).withNewSelector().addToMatchLabels(APP, name).endSelector()
        .withTemplate(template(name)).endSpec().build();
  }

  static StatefulSet statefulSet(String namespace, String name, int replicas) {
    return new StatefulSetBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
        .withNewSpec().withReplicas(replicas).withServiceName(name)
        .withNewSelector().addToMatchLabels(APP, name).endSelector().withTemplate(template(name)).endSpec().build();
  }

  static ReplicaSet replicaSet(String namespace, String name, int replicas) {
    return new ReplicaSetBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
        .withNewSpec().withReplicas(replicas).withNewSelector().addToMatchLabels(APP, name).endSelector()
        .withTemplate(template(name)).endSpec().build();
  }

  static ReplicationController replicationController(String namespace, String name, int replicas) {
    return new ReplicationControllerBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
        .withNewSpec().withReplicas(replicas).addToSelector(APP, name).withTemplate(template(name)).endSpec().build();
  }

  /** On two of the nodes. */
  static DaemonSet daemonSet(String namespace, String name) {
    return new DaemonSetBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
        .withNewSpec().withNewSelector().addToMatchLabels(APP, name).endSelector().withTemplate(template(name))
        .editTemplate().editSpec().addToNodeSelector("topology.kubernetes.io/zone", "zone-1").endSpec().endTemplate()
        .endSpec().build();
  }

  /** Runs until it is deleted. */
  static Job job(String namespace, String name) {
    return new JobBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata()
        .withNewSpec().withTemplate(template(name))
        .editTemplate().editSpec().withRestartPolicy("Never").endSpec().endTemplate().endSpec().build();
  }

  static Pod barePod(String namespace, String name) {
    return pod(namespace, name, template(name));
  }

  /** A pod as that template would make it, if nobody injected. */
  static Pod pod(String namespace, String name, PodTemplateSpec template) {
    return new PodBuilder().withMetadata(template.getMetadata()).editMetadata().withNamespace(namespace).withName(name)
        .endMetadata().withSpec(template.getSpec()).build();
  }

  private static PodTemplateSpec template(String name) {
    return new PodTemplateSpecBuilder().withNewMetadata().addToLabels(APP, name).endMetadata()
        .withNewSpec().withTerminationGracePeriodSeconds(1L)
        .addNewContainer().withName("app").withImage(IMAGE).endContainer().endSpec().build();
  }
}
