#!/bin/sh
# Puts a QGIS that can edit through OGC API - Features (3.26 or newer) into a folder, for machines whose own Debian has an
# older one: Debian 12 has QGIS 3.22. The folder holds a Debian 13 of its own, about 2 GB; nothing else is touched.
#
#   make-chroot.sh DIR [PACKAGE...]     as root; some minutes. More packages, such as python3-owslib, are put in, too.
#   make-chroot.sh --remove DIR
#
# The programs in it share the machine's network, so they reach a registry on 127.0.0.1. At the end it prints the words
# that LANDBANK_QGIS takes.
set -eu

fail() { echo "$*" >&2; exit 2; }

[ "$(id -u)" = 0 ] || fail "It takes root to make a root folder: run it with sudo."

unmount() {
	for place in proc dev/shm dev; do
		if mountpoint -q "$1/$place"; then umount "$1/$place"; fi
	done
}

if [ "${1-}" = --remove ]; then
	[ -x "${2-}/usr/bin/env" ] || fail "$0 --remove DIR, a folder that this script has made."
	unmount "$2"
	rm -rf --one-file-system "$2"
	exit
fi

root=${1-}
[ -n "$root" ] || fail "$0 DIR [PACKAGE...]"
shift

if ! command -v debootstrap >/dev/null; then
	apt-get -q -y update
	apt-get -q -y install --no-install-recommends debootstrap
fi

# The machine's own mirror, which may be nearer than Debian's; comments beside it may name others.
mirror=${DEBIAN_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | sed 's/#.*//' |
	grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')}

if [ ! -x "$root/usr/bin/env" ]; then
	debootstrap --variant=minbase trixie "$root" ${mirror:+"$mirror"}
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"

chroot "$root" apt-get -q -y update
# QGIS keeps tokens by the plug-ins of qca.
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -q -y install --no-install-recommends \
	ca-certificates python3-qgis libqca-qt5-2-plugins "$@"
install -d -m 700 "$root/tmp/qgis-runtime"

echo
echo "LANDBANK_QGIS='chroot $root env QT_QPA_PLATFORM=offscreen HOME=/root XDG_RUNTIME_DIR=/tmp/qgis-runtime python3'"
