def version_labels:
  if .labels["app.kubernetes.io/version"] then .labels["app.kubernetes.io/version"] = $tag else . end
  | if (.labels["helm.sh/chart"] // "") | test("-[0-9]+[.]") then .labels["helm.sh/chart"] |= sub("-[0-9]+[.].*"; "-" + $tag) else . end;

def own_deployment:
  .spec.template.metadata |= version_labels
  | .spec.template.spec |= (.hostNetwork = true | .dnsPolicy = "ClusterFirstWithHostNet")
  # Without ports two replicas fit on one node although they are in the host network.
  | .spec.template.spec.containers |= map(del(.ports) | .resources = {requests: {cpu: "10m", memory: "64Mi"}});

def real_ports:
  {"https-webhook": 0, "grpc-xds": 1, "https-dns": 2, "http-monitoring": 3} as $offset
  | .spec.ports |= map(.targetPort = $port + $offset[.name]);

# What a second revision has in common with the first.
def shared: .kind == "CustomResourceDefinition" or .metadata.name == "istio-reader-service-account";

{
  apiVersion: "v1",
  kind: "List",
  items: [
    .[] | if .kind == "List" then .items[] else . end
    | select(.kind != "HorizontalPodAutoscaler" and .kind != "ValidatingWebhookConfiguration")
    | select(($revision != "default" and shared) | not)
    | .metadata |= version_labels
    | if .kind == "Deployment" then own_deployment
      elif .kind == "Service" and .metadata.labels.app == "istiod" then real_ports
      else . end
  ]
}
