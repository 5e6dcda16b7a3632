"""The network namespaces and the listeners in them."""
import os
import shutil
import signal
import subprocess
import sys

from .cases import OPEN_PORTS

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RESOLVER = "/etc/netns/ppa"
WORK = os.path.join(HOME, "target", "rig")
PACKAGES = {"cc": "gcc", "nmap": "nmap", "nft": "nftables", "ip": "iproute2"}


def check(*argv):
    done = subprocess.run(argv, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(argv)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def install_missing():
    """Installs nmap, the compiler and tools from Debian packages, if they are missing."""
    missing = [package for tool, package in PACKAGES.items() if not shutil.which(tool)]
    if not os.path.exists("/usr/include/liburing.h"):
        missing.append("liburing-dev")
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"missing: {' '.join(missing)} (expected: installed; apt-get is not available)")
    print("installing " + " ".join(missing), file=sys.stderr)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = dict(env=environment, stdout=sys.stderr)
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    if subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet).returncode:
        sys.exit(f"cannot install {' '.join(missing)}; install them by hand")


def build():
    """Builds the C programs that are missing or older than their sources."""
    os.makedirs(WORK, exist_ok=True)
    for name, flags in (("limit", ["-pthread", "-luring"]), ("listen", []), ("names", []), ("wire", [])):
        source, program = f"{HOME}/limit/{name}.c", f"{WORK}/{name}"
        if not os.path.exists(program) or os.path.getmtime(program) < os.path.getmtime(source):
            check("cc", "-O2", "-Wall", "-Wextra", "-o", program, source, *flags)


class Lab:
    """A context manager for the namespaces and their listeners."""

    def __enter__(self):
        self.processes = []
        self.far = None
        self.names = None
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
        try:
            check(f"{HOME}/lab", "up")
            for space, address in OPEN_PORTS:
                for ports in ("1-10000", "10001-20000"):
                    self.processes.append(start(space, f"{WORK}/listen", address, ports))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.set_out("")
        self.answer_names(0, "")
        for process in self.processes:
            stop(process)
        subprocess.run([f"{HOME}/lab", "down"], check=False)

    def arrange(self, case):
        """Prepares the lab for a case."""
        self.set_out(case.wire)
        self.answer_names(case.names, case.host)
        rate, per_second, burst = (1000, 1000, 50) if case.limited else (0, 1 << 30, 1 << 30)
        for key, value in (("icmp_ratelimit", rate), ("icmp_msgs_per_sec", per_second), ("icmp_msgs_burst", burst)):
            check("ip", "netns", "exec", "ppb", "sysctl", "-qw", f"net.ipv4.{key}={value}")

    def answer_names(self, delay, address):
        """Starts a name server for the prober that answers after a delay in us; without a delay, stops it."""
        if self.names:
            stop(self.names)
            self.names = None
        shutil.rmtree(RESOLVER, ignore_errors=True)
        if delay:
            os.makedirs(RESOLVER) # ip netns exec mounts its files over those of /etc
            with open(f"{RESOLVER}/resolv.conf", "w") as file:
                file.write("nameserver 127.0.0.1\n")
            self.names = start("ppa", f"{WORK}/names", "127.0.0.1", "53", str(delay), address)

    def set_out(self, options):
        """Simulates a distant network on the device ppt0 of the prober; without options, removes it."""
        if self.far:
            stop(self.far)
            self.far = None
        if options:
            self.far = start("ppa", f"{WORK}/wire", *options.split())
            for argv in ("addr add 198.19.1.1/30 dev ppt0", "link set ppt0 up txqueuelen 20000",
                         "route add 198.20.0.0/16 dev ppt0"):
                check("ip", "-n", "ppa", *argv.split())


def start(space, *argv):
    """Starts a program of the rig and waits until it reports that it is ready."""
    process = subprocess.Popen(["ip", "netns", "exec", space, *argv], stdout=subprocess.PIPE)
    if not process.stdout.readline():
        sys.exit(f"{' '.join(argv)}: ended with {process.wait()}")
    return process


def stop(process):
    process.terminate()
    process.wait()
    process.stdout.close()
