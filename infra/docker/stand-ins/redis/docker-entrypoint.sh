#!/bin/sh
# Bare options are for redis-server, which runs as user redis and may be reached from outside.
set -e
case "${1:-}" in -*) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then
  shift
  chown redis:redis .
  exec setpriv --reuid=redis --regid=redis --clear-groups redis-server "$@" --protected-mode no
fi
exec "$@"
