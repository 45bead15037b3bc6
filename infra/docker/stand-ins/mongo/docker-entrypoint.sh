#!/bin/bash
# Bare options are for mongod, which runs as user mongodb and listens on every address.
set -e
[ "${1:0:1}" != - ] || set -- mongod "$@"
[ "$1" = mongod ] || exec "$@"
chown -R mongodb:mongodb /data/db
case " $* " in *" --bind_ip"*) ;; *) set -- "$@" --bind_ip_all ;; esac
exec setpriv --reuid=mongodb --regid=mongodb --clear-groups "$@"
