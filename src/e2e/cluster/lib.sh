# Shared by the scripts of this folder; sourced, not run.
# shellcheck shell=bash disable=SC2034

CLUSTER_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
GO_MODULES=$CLUSTER_HOME/../go
KUBERNETES_VERSION=v1.36.3
MESH_HUB=docker.io/istio
MESH_TAG=1.31.2
MESH_NAMESPACE=istio-system
PROGRAMS=(kube-apiserver kube-controller-manager kube-scheduler kubectl etcd kwok pilot-discovery istioctl prometheus)

say() { echo "$(basename "$0"): $*" >&2; }

fail() {
  say "$*"
  exit 1
}

bin_dir() {
  if [[ -n ${DRIFTLESS_E2E_BIN:-} ]]; then
    echo "$DRIFTLESS_E2E_BIN"
    return
  fi
  local hash
  hash=$(cat "$GO_MODULES"/*/go.mod "$GO_MODULES"/*/go.sum "$CLUSTER_HOME/build" | sha256sum | cut -c1-16)
  echo "${XDG_CACHE_HOME:-$HOME/.cache}/driftless-e2e/$hash"
}

complete() { # FOLDER
  local program
  for program in "${PROGRAMS[@]}"; do
    [[ -x $1/$program ]] || return 1
  done
}

# Sets DIR to the absolute path of a cluster's folder and reads what `up` wrote there.
open_cluster() { # DIR
  [[ -f $1/env ]] || fail "$1 is no cluster: it has no file env"
  DIR=$(cd "$1" && pwd)
  # shellcheck source=/dev/null
  source "$DIR/env"
}

kubectl() { "$BIN/kubectl" --kubeconfig "$DIR/admin.kubeconfig" "$@"; }

# --- processes -------------------------------------------------------------

# Whether the process of that name is alive and is really ours: every program we start has DIR in its arguments.
alive() { # NAME
  local pid
  pid=$(cat "$DIR/pids/$1.pid" 2>/dev/null) || return 1
  [[ -n $pid ]] && ours "$pid"
}

ours() { # PID
  { tr '\0' '\n' <"/proc/$1/cmdline"; } 2>/dev/null | grep -qF -- "$DIR/"
}

# Our programs that have lost their pid files.
adopt_orphans() {
  local process pid program
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    program=$(basename "$(readlink "$process/exe" 2>/dev/null)" " (deleted)")
    if [[ " ${PROGRAMS[*]} " == *" $program "* && $program != kubectl ]] && ours "$pid" && ! grep -qxF "$pid" "$DIR"/pids/*.pid 2>/dev/null; then
      echo "$pid" >"$DIR/pids/orphan-$pid.pid"
    fi
  done
}

# They live for minutes, and memory is cheaper than collecting it.
start() { # NAME COMMAND...
  local name=$1
  shift
  mkdir -p "$DIR/logs" "$DIR/pids" "$DIR/work/$name"
  (
    cd "$DIR/work/$name"
    GOGC=400 setsid nohup "$@" </dev/null >>"$DIR/logs/$name.log" 2>&1 9>&- &
    echo $! >"$DIR/pids/$name.pid"
  )
}

stop() { # GRACE_SECONDS NAME...
  local deadline=$((SECONDS + $1)) name
  shift
  for name in "$@"; do
    alive "$name" && kill -TERM "$(cat "$DIR/pids/$name.pid")" 2>/dev/null || true
  done
  for name in "$@"; do
    while alive "$name"; do
      if ((SECONDS >= deadline)); then
        kill -KILL "$(cat "$DIR/pids/$name.pid")" 2>/dev/null || true
      fi
      sleep 0.05
    done
    rm -f "$DIR/pids/$name.pid"
  done
}

# Everything but etcd and the API server goes at once; these two last, so that nobody waits for them in vain.
stop_all() {
  local file name others=()
  mkdir -p "$DIR/pids"
  adopt_orphans
  for file in "$DIR"/pids/*.pid; do
    [[ -e $file ]] || continue
    name=$(basename "$file" .pid)
    [[ $name == etcd || $name == kube-apiserver ]] || others+=("$name")
  done
  ((${#others[@]} == 0)) || stop 1 "${others[@]}"
  stop 1 kube-apiserver
  stop 1 etcd
}

# Repeats COMMAND until it succeeds. Gives up, with the end of the log, when the process NAME died or time is over.
await() { # SECONDS NAME WHAT COMMAND...
  local deadline=$((SECONDS + $1)) name=$2 what=$3 why='' dead=0
  shift 3
  until "$@" >/dev/null 2>&1; do
    # More than once: just started, a process still has its parent's arguments.
    if alive "$name"; then dead=0; else dead=$((dead + 1)); fi
    if ((dead > 5)); then
      why="$name has ended"
    elif ((SECONDS >= deadline)); then
      why="timed out"
    fi
    if [[ -n $why ]]; then
      say "waiting for $what: $why; $name.log ends:"
      tail -n 25 "$DIR/logs/$name.log" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# --- ports -----------------------------------------------------------------

PORTS_PER_CLUSTER=30

listening_ports() {
  awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    while read -r hex; do echo $((16#$hex)); done
}

# Prints the first port of a block that no other cluster has. The blocks lie below the ports that the kernel gives to
# clients. A block is taken while one of its ports is listened on, or for two minutes after it was given: until then
# its cluster has not started to listen on all of them.
claim_ports() {
  local claims=${TMPDIR:-/tmp}/driftless-e2e-ports.$UID taken base blocks=300 i first
  mkdir -p "$claims"
  exec 8>"$claims/lock"
  flock 8
  taken=$(listening_ports)
  first=$((RANDOM % blocks))
  for ((i = 0; i < blocks; i++)); do
    base=$((20000 + (first + i) % blocks * PORTS_PER_CLUSTER))
    [[ -z $(find "$claims" -name "$base" -mmin -2) ]] || continue
    if ! awk -v from="$base" -v to=$((base + PORTS_PER_CLUSTER)) '$1 >= from && $1 < to { hit = 1 } END { exit !hit }' <<<"$taken"; then
      touch "$claims/$base"
      exec 8>&-
      echo "$base"
      return
    fi
  done
  fail "no block of free ports"
}

# --- API server ------------------------------------------------------------

start_apiserver() {
  local pki=$DIR/pki
  start kube-apiserver "$BIN/kube-apiserver" \
    --etcd-servers="http://127.0.0.1:$ETCD_PORT" \
    --bind-address=127.0.0.1 --secure-port="$APISERVER_PORT" --advertise-address="$NODE_IP" \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --client-ca-file="$pki/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$pki/service-account.pub" \
    --service-account-signing-key-file="$pki/service-account.key" \
    --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=RBAC --allow-privileged=true \
    --endpoint-reconciler-type=none --enable-aggregator-routing=true \
    --disable-admission-plugins=TaintNodesByCondition \
    --audit-policy-file="$CLUSTER_HOME/manifests/audit-policy.yaml" \
    --audit-log-path="$DIR/audit.log" --audit-log-mode=blocking --audit-log-maxsize=4000
}

apiserver_ready() {
  curl -fsS --max-time 2 --cacert "$CA_FILE" --cert "$ADMIN_CERT" --key "$ADMIN_KEY" "$APISERVER_URL/readyz"
}

CONTROLLERS=(kube-controller-manager kube-scheduler kwok)

start_controllers() {
  # Its node lifecycle controller would want heartbeats.
  start kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig "$DIR/kube-controller-manager.kubeconfig" \
    --service-account-private-key-file="$DIR/pki/service-account.key" --root-ca-file="$CA_FILE" \
    --use-service-account-credentials=true --leader-elect=false --controllers='*,-node-lifecycle-controller' \
    --kube-api-qps=200 --kube-api-burst=400 --secure-port=0
  start kube-scheduler "$BIN/kube-scheduler" --kubeconfig "$DIR/kube-scheduler.kubeconfig" \
    --leader-elect=false --kube-api-qps=200 --kube-api-burst=400 --secure-port=0
  local stage
  for stage in "$CLUSTER_HOME"/stages/*.yaml; do
    echo ---
    cat "$stage"
  done >"$DIR/stages.yaml"
  start kwok "$BIN/kwok" --config "$DIR/stages.yaml" --kubeconfig "$DIR/kwok.kubeconfig" \
    --manage-all-nodes=true --cidr=10.24.0.0/16 --node-ip="$NODE_IP" --node-lease-duration-seconds=40
}

# --- mesh ------------------------------------------------------------------

suffix() { # REVISION: what the chart appends to names
  [[ -z $1 || $1 == default ]] || echo "-$1"
}

manifest() { # REVISION TAG: what istioctl would install, as YAML
  local set=(--set profile=minimal --set "hub=$MESH_HUB" --set "tag=$2")
  [[ $1 == default ]] || set+=(--set "revision=$1")
  (cd "$DIR/work" && "$BIN/istioctl" manifest generate "${set[@]}")
}

# The objects of a manifest as one List, adapted: kwok runs istiod's pods in the host network, where the Service finds
# the real process. The chart writes its own version into labels; here they follow the tag, as in a release.
mesh_objects() { # REVISION TAG HTTPS_PORT MANIFEST
  kubectl create --dry-run=client --validate=false -o json -f "$4" |
    jq --slurp --arg revision "$1" --arg tag "$2" --argjson port "$3" -f "$CLUSTER_HOME/mesh.jq"
}

apply() { kubectl apply --server-side --force-conflicts --field-manager=helm -f - >/dev/null; }

# The real process, with the environment that its Deployment has.
start_istiod() { # REVISION FIRST_PORT
  local revision=$1 port=$2 deployment environment
  deployment=istiod$(suffix "$revision")
  write_kubeconfig "$DIR/$deployment.kubeconfig" token \
    "$(kubectl create token "$deployment" -n "$MESH_NAMESPACE" --duration=24h 2>/dev/null ||
      kubectl create token istiod -n "$MESH_NAMESPACE" --duration=24h)"
  mapfile -t environment < <(kubectl get deployment "$deployment" -n "$MESH_NAMESPACE" -o json |
    jq -r '.spec.template.spec.containers[0].env[] | select(.value) | "\(.name)=\(.value)"')
  start "$deployment" env "${environment[@]}" \
    KUBECONFIG="$DIR/$deployment.kubeconfig" REVISION="$revision" PILOT_CERT_PROVIDER=istiod \
    POD_NAME="$deployment-process" POD_NAMESPACE="$MESH_NAMESPACE" SERVICE_ACCOUNT="$deployment" CLUSTER_ID=Kubernetes \
    "$BIN/pilot-discovery" discovery --kubeconfig "$DIR/$deployment.kubeconfig" --domain cluster.local \
    --httpsAddr=":$port" --grpcAddr=":$((port + 1))" --secureGRPCAddr=":$((port + 2))" \
    --monitoringAddr=":$((port + 3))" --httpAddr="127.0.0.1:$((port + 4))" --ctrlz_port=$((port + 5))
}

probe_pod() { # LABEL_KEY LABEL_VALUE
  cat <<POD
apiVersion: v1
kind: Pod
metadata: {name: injection-probe, namespace: default, labels: {$1: "$2"}}
spec: {containers: [{name: app, image: app:1}]}
POD
}

# Whether a pod of the revision would get that proxy image now.
injects() { # REVISION TAG
  local key=istio.io/rev value=$1
  [[ $1 != default ]] || { key=sidecar.istio.io/inject value=true; }
  probe_pod "$key" "$value" | kubectl create --dry-run=server -o json -f - |
    jq -e --arg image "$MESH_HUB/proxyv2:$2" \
      '[.spec.containers[], .spec.initContainers[]?] | any(.name == "istio-proxy" and .image == $image)'
}

# --- kubeconfig ------------------------------------------------------------

write_kubeconfig() { # FILE token TOKEN [NAMESPACE] | FILE cert CERT_FILE KEY_FILE
  local user context="{cluster: e2e, user: user}"
  case $2 in
    token)
      user="token: $3"
      [[ -z ${4:-} ]] || context="{cluster: e2e, user: user, namespace: $4}"
      ;;
    cert) user="{client-certificate-data: $(base64 -w0 "$3"), client-key-data: $(base64 -w0 "$4")}" ;;
  esac
  [[ $2 == cert ]] || user="{$user}"
  (
    umask 077
    cat >"$1" <<CONFIG
apiVersion: v1
kind: Config
clusters:
- name: e2e
  cluster: {server: "$APISERVER_URL", certificate-authority-data: $(base64 -w0 "$CA_FILE")}
users:
- name: user
  user: $user
contexts:
- name: e2e
  context: $context
current-context: e2e
CONFIG
  )
}
