# shellcheck shell=bash
# Sourced by scan, warm, single, names, heap and jmh: builds the jar if it is missing or older than the
# sources, creates a class archive for the installed Java (AppCDS, or the AOT cache from Java 25
# on), and runs the jar with the archive. ../portqry/portqry has its own copy of this, since it can
# be installed alone.
#
#   JAVA_HOME                the Java to run; default: java on the PATH
#   BENCHMARKS_JAVA_OPTS     further options for it
#   PORTPROBE_PREPARED       if set, nothing is built or archived: the runner has done so
set -u

package=io.portprobe.examples.benchmarks
root=${home%/*/*}
target=$home/target
more=() # options of one launcher
jar=$target/benchmarks.jar

say() { printf 'benchmarks: %s\n' "$*" >&2; }

find_java() {
	java=${JAVA_HOME:+$JAVA_HOME/bin/}java
	if ! java=$(command -v "$java"); then
		say "java: not found (expected: Java 17 or newer on the PATH, or JAVA_HOME)"
		exit 71
	fi
}

# Reads the version from the release file of the JDK; java -version takes 40 ms.
find_java_version() {
	local key value file
	java_build='' java_major=0
	file=$(readlink -f "$java")
	file=${file%/bin/java}/release
	[ -r "$file" ] || return 0
	while IFS='=' read -r key value; do
		value=${value//\"/}
		case $key in
		JAVA_RUNTIME_VERSION) java_build=${value//[!A-Za-z0-9._+-]/_} ;;
		JAVA_VERSION) java_major=${value%%[!0-9]*} ;;
		esac
	done <"$file"
}

is_stale() {
	[ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root"/portprobe-{core,examples}/pom.xml \
		"$root/portprobe-core/src/main" "$home/pom.xml" "$home/src/main" \
		-newer "$jar" -print -quit)" ]
}

build() {
	mkdir -p "$target"
	exec 9>>"$target/launcher.lock"
	flock 9
	if is_stale; then
		say "building; this takes a minute"
		if ! (cd "$root" && mvn -B -Pquick -Dpack.skip=false -Dmaven.test.skip=true -pl portprobe-examples/benchmarks -am package \
			9>&- </dev/null >"$target/launcher.log" 2>&1); then
			grep -E "^.(WARNING|ERROR)" "$target/launcher.log" >&2
			say "the build failed; see the output of Maven above"
			exit 70
		fi
		touch "$jar"
	fi
	exec 9>&-
}

set_options() {
	options=(-XX:+UseSerialGC -Xmx256m -XX:-UsePerfData -Xlog:disable -Dio.portprobe.shaded.io.netty.jfr.enabled=false)
	if [ "$java_major" -ge 24 ]; then
		options+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
	fi
}

find_archive() {
	if [ "$java_major" -ge 25 ]; then
		archive=$target/benchmarks-$java_build.aot
		with_archive=(-XX:AOTCache="$archive")
	else
		archive=$target/benchmarks-$java_build.jsa
		with_archive=(-Xshare:auto -XX:SharedArchiveFile="$archive")
	fi
}

run_workload() {
	"$java" "${options[@]}" "$@" -cp "$jar" "$package.ArchiveWorkload" </dev/null >/dev/null 2>&1
}

# A Java that cannot create an archive runs without it, and starts more slowly.
make_archive() {
	local made=$archive.$$
	if [ "$java_major" -ge 25 ]; then
		run_workload -XX:AOTCacheOutput="$made"
	else
		run_workload -XX:DumpLoadedClassList="$made.classes" &&
			"$java" "${options[@]}" -Xshare:dump -XX:SharedClassListFile="$made.classes" \
				-XX:SharedArchiveFile="$made" -cp "$jar" </dev/null >/dev/null 2>&1
	fi
	if [ -s "$made" ]; then
		mv -f "$made" "$archive"
	else
		say "cannot create a class archive with $java; starting takes longer"
	fi
	rm -f "$made" "$made".*
}

prepare() {
	is_stale && build
	if [ ! "$archive" -nt "$jar" ]; then
		make_archive
	fi
}

# Runs a class of the package.
launch() { # CLASS ARGUMENT...
	local class=$1
	shift
	find_java
	find_java_version
	set_options
	find_archive
	[ -n "${PORTPROBE_PREPARED:-}" ] || prepare
	[ "${1:-}" != --prepare ] || exit 0
	[ -f "$archive" ] && options+=("${with_archive[@]}")
	# shellcheck disable=SC2086 # several options, split at blanks
	exec "$java" "${options[@]}" "${more[@]}" ${BENCHMARKS_JAVA_OPTS:-} -cp "$jar" "$class" "$@"
}
