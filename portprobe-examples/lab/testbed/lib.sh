# shellcheck shell=bash
# Shared by install, up, down, exec and ../run: names, addresses and helpers.
# Sourced, never run.

PATH=$PATH:/usr/sbin:/sbin

# Everything that changes at run time lives here (state, logs, keys).
STATE=${PORTPROBE_TESTBED:-/tmp/portprobe-testbed}
TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# The segment all hosts share, and the one behind the firewall host. 198.18.0.0/15
# (benchmarking) and 2001:db8::/32 (documentation) are never routed publicly, and no
# interface outside the namespaces gets an address of them.
LAN4=198.18.77 LAN6=2001:db8:77::
FAR4=198.18.78 FAR6=2001:db8:78::

SWITCH=pp-net             # namespace that holds only the bridge
CLIENT=pp-client          # namespace in which the prober runs
SERVERS=(pp-ad pp-smb pp-srv pp-alt pp-fw)   # on the shared segment
FAR=pp-slow               # behind pp-fw, through an emulated slow link
# shellcheck disable=SC2034 # used by the scripts that source this
ALL_HOSTS=("${SERVERS[@]}" "$FAR")

# Last byte of a host's address on its segment.
host_octet() {
	case $1 in
	pp-client) echo 10 ;;
	pp-ad) echo 20 ;;
	pp-smb) echo 21 ;;
	pp-srv) echo 30 ;;
	pp-alt) echo 31 ;;
	pp-fw) echo 40 ;;
	*) return 1 ;;
	esac
}

# The name a host calls itself.
host_fqdn() {
	case $1 in
	pp-ad) echo dc1.ad.portprobe.test ;;
	*) echo "${1#pp-}.portprobe.test" ;;
	esac
}

msg() { printf '%s\n' "$*" >&2; }
die() { msg "testbed: $*"; exit 1; }
need_root() { [ "$(id -u)" = 0 ] || die "must be run as root"; }

# --- processes, by pid file -------------------------------------------------
# A pid file holds "PID STARTTIME": a pid taken by another process since then has
# another start time (field 22 of /proc/PID/stat) and is not touched.

start_time() {
	local stat
	{ read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
	stat=${stat##*) }                 # drop "pid (comm) "; comm may hold blanks
	# shellcheck disable=SC2086
	set -- $stat
	echo "${20}"
}

pid_save() { # FILE PID
	echo "$2 $(start_time "$2")" >"$1"
}

pid_live() { # FILE: prints the pid if its process still runs
	local pid start
	read -r pid start 2>/dev/null <"$1" || return 1
	[ -n "$start" ] && [ "$(start_time "$pid")" = "$start" ] && echo "$pid"
}

# --- hosts ------------------------------------------------------------------

host_dir() { echo "$STATE/hosts/$1"; }

host_pid() { pid_live "$(host_dir "$1")/init.pid"; }

# Runs a command inside a server host (all of its namespaces).
in_host() { # HOST COMMAND...
	local pid
	pid=$(host_pid "$1") || die "$1 is not running"
	shift
	nsenter --target "$pid" --mount --uts --ipc --net --pid --root --wd -- "$@"
}

# Runs a command in the client's network namespace, with the client's resolv.conf
# and hosts file (from /etc/netns/pp-client) but the machine's own file system.
in_client() { ip netns exec "$CLIENT" "$@"; }

netns_exists() { [ -e "/run/netns/$1" ]; }
