package dev.driftless.sim.api.schema;

import java.util.Set;

/** Fields that fabric8 knows already and Kubernetes 1.36 does not know yet. */
final class LaterFields {

  /** Type and field. */
  static final Set<String> ALL = Set.of("ConfigMapVolumeSource.defaultUser", "ClusterTrustBundleProjection.user",
      "DownwardAPIVolumeFile.user", "DownwardAPIVolumeSource.defaultUser", "EmptyDirVolumeSource.mode",
      "GRPCAction.mode", "HTTPGetAction.protocol", "JobSpec.scheduling", "KeyToPath.user",
      "NodeAllocatableResourceClaimStatus.mapping", "NodeAllocatableResourceClaimStatus.overhead",
      "NodeSpec.podPreemptionPolicy", "NodeSystemInfo.runningInUserNamespace",
      "PersistentVolumeClaimStatus.healthStatus", "PodCertificateProjection.user", "PodSpec.evictionResponders",
      "PodStatus.volumeHealth", "ProjectedVolumeSource.defaultUser", "SecretVolumeSource.defaultUser",
      "ServiceAccountTokenProjection.user", "VolumeMount.bindMountOptions");

  private LaterFields() {}
}
