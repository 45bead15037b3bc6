#!/usr/bin/env bash
# `npm run docker:proof`: docker-compose.yml comes up healthy, the journey is told to the city in containers, and tests
# run on Testcontainers. Exits 75 with one line when this machine can run no engine.
set -uo pipefail
cd "$(dirname "$0")/../.."
. infra/docker/engine.sh
. infra/docker/images.sh
passed=0
failed=0

# Runs a step, shows the end of its output when it fails, and counts it.
prove() {
  local title=$1 begun=$SECONDS
  shift
  if "$@" >"$STATE/step.log" 2>&1; then
    say "✓ $title ($((SECONDS - begun)) s)"
    passed=$((passed + 1))
  else
    say "✗ $title ($((SECONDS - begun)) s)"
    tail -n 40 "$STATE/step.log"
    failed=$((failed + 1))
    return 1
  fi
}

finish() {
  $compose down -v --remove-orphans >/dev/null 2>&1
  engine_down
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

# Compose 1 cannot wait: ask the engine. A container that keeps starting again is not waited for.
healthy() {
  local id status
  for id in $($compose ps -q); do
    for _ in $(seq 300); do
      status=$(docker inspect -f '{{.State.Health.Status}} {{.RestartCount}}' "$id")
      case "$status" in healthy* | *" "[3-9]) break ;; esac
      sleep 1
    done
    [ "${status% *}" = healthy ] || { docker inspect -f '{{.Name}} is {{.State.Health.Status}}' "$id"; docker logs --tail 30 "$id"; return 1; }
  done
}

echo Containers
engine_up
compose="$(compose_command) -p zhiqiao-proof --profile demo"
trap 'engine_down' EXIT
images || skip 'an image could be neither pulled nor built'
reaches_packages || skip 'packages are not reached from inside a container'
prove 'the image of the services is built' $compose build \
  && prove 'the city starts' $compose up -d \
  && prove 'every container is healthy' healthy \
  && prove 'the journey is told to it' $compose --profile journey run --rm journey
$compose down -v --remove-orphans >/dev/null 2>&1
prove 'tests run on Testcontainers' env REQUIRE_DOCKER=1 npm test -w @zhiqiao/testing -- containers
finish
