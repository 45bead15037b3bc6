# Sourced. The Docker engine of the proof: the one that answers, or a private one with its own data, socket and pid.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# A unix socket path may have 108 characters at most; overlay2 needs a real file system under its data.
STATE=${ZHIQIAO_DOCKER_STATE:-${XDG_CACHE_HOME:-$HOME/.cache}/zhiqiao/docker}
mkdir -p "$STATE/config"
say() { echo "  $*"; }
skip() { echo "SKIPPED: containers, because $*"; exit 75; }

engine_up() {
  PRIVATE=
  if timeout 10 docker info >/dev/null 2>&1; then say "· engine: the one that answers"; return; fi
  PRIVATE=1
  export DOCKER_HOST=unix://$STATE/docker.sock DOCKER_CONFIG=$STATE/config
  # The classic builder needs no frontend image, and the reaper's image comes only from a registry.
  export DOCKER_BUILDKIT=0 COMPOSE_DOCKER_CLI_BUILD=0 TESTCONTAINERS_RYUK_DISABLED=true
  install_engine
  docker info >/dev/null 2>&1 && { say "· engine: private, already up"; return; }
  check_kernel
  start_engine
}

install_engine() {
  local missing= pair
  export PATH=$PATH:/usr/sbin:/sbin
  for pair in docker:docker.io dockerd:docker.io containerd:containerd runc:runc iptables:iptables debootstrap:debootstrap; do
    command -v "${pair%%:*}" >/dev/null || missing+=" ${pair##*:}"
  done
  compose_command >/dev/null || missing+=" docker-compose"
  [ -n "$missing" ] || return 0
  [ "$(id -u)" = 0 ] || skip "no engine answers, and only root can start one"
  command -v apt-get >/dev/null || skip "missing:$missing"
  say "… installing$missing"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } \
    >"$STATE/apt.log" 2>&1 </dev/null || skip "apt-get could not install$missing (see $STATE/apt.log)"
}

compose_command() {
  if docker compose version >/dev/null 2>&1; then echo docker compose; else command -v docker-compose; fi
}

check_kernel() {
  [ "$(id -u)" = 0 ] || skip "no engine answers, and only root can start one"
  unshare --mount --net --pid --fork true 2>/dev/null || skip "namespaces are not allowed here"
  iptables -w -t nat -L -n >/dev/null 2>&1 || skip "the nat table of iptables is not usable"
  [ -w /sys/fs/cgroup/cgroup.subtree_control ] || [ -w /sys/fs/cgroup/memory ] || skip "cgroups are not writable"
  [ ${#STATE} -le 90 ] || skip "the path $STATE is too long for a socket: set ZHIQIAO_DOCKER_STATE"
}

start_engine() {
  # A bridge with a greater MTU than the uplink's makes large TLS answers hang.
  local device mtu pid
  device=$(ip -o route show default 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
  mtu=$(cat "/sys/class/net/${device:-lo}/mtu")
  [ "$mtu" -le 1500 ] || mtu=1500
  rm -f "$STATE/docker.pid"
  setsid dockerd --data-root "$STATE/data" --exec-root "$STATE/exec" --pidfile "$STATE/docker.pid" -H "$DOCKER_HOST" \
    --mtu "$mtu" --log-opt max-size=10m >"$STATE/dockerd.log" 2>&1 </dev/null &
  pid=$!
  for _ in $(seq 150); do
    docker info >/dev/null 2>&1 && { say "· engine: private, $(docker info -f '{{.ServerVersion}} {{.Driver}}')"; return; }
    kill -0 "$pid" 2>/dev/null || skip "dockerd ended: $(grep -iE 'failed|fatal|error' "$STATE/dockerd.log" | tail -n 1 | cut -c1-200)"
    sleep 0.2
  done
  kill "$pid"
  skip "dockerd did not answer within 30 s (see $STATE/dockerd.log)"
}

# Ends the private engine and what ran in it; its images stay for the next time.
engine_down() {
  [ -n "${PRIVATE:-}" ] || return 0
  local ids pid
  ids=$(docker ps -aq 2>/dev/null)
  [ -z "$ids" ] || docker rm -fv $ids >/dev/null
  docker network prune -f >/dev/null 2>&1
  docker volume prune -f >/dev/null 2>&1
  pid=$(cat "$STATE/docker.pid" 2>/dev/null) && grep -q dockerd "/proc/$pid/comm" && kill "$pid"
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
}
