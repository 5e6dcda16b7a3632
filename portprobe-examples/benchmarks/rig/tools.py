"""The tools that are compared: the C baseline, nmap and portprobe."""
import shlex
import shutil
from dataclasses import dataclass
from typing import Callable

LIMIT = "{work}/limit -m {mode} -w {{window}} -T {{timeout}} {{hosts}} {{ports}}"
SCAN = "{hosts} {ports} {udp} --timeout {timeout} --window {window}"


@dataclass(frozen=True)
class Tool:
    name: str
    command: str
    fits: Callable            # whether a case suits it
    resident: bool = False    # keeps running, with a round for each line of input
    default: bool = True      # measured unless tools are named
    is_c: bool = False        # the C baseline
    line: str = ""            # the input line for a round

    def argv(self, case):
        return shlex.split(self.command.format(**case.fields()))

    def is_here(self, case):
        return shutil.which(self.argv(case)[0]) is not None


def tcp(case):
    return not case.udp and not case.names


def udp(case):
    return case.udp


def both(case):
    return not case.names


def baseline(work):
    modes = (
        ("tcp", 1, tcp, True), ("tcp-reuse", 1, tcp, True), ("tcp-uring", 1, tcp, True),
        ("tcp-uring", 2, tcp, False), ("tcp-reuse", 2, tcp, False),
        ("udp-conn", 1, udp, True), ("udp-reuse", 1, udp, True), ("udp-shared", 1, udp, True),
    )
    for mode, threads, fits, default in modes:
        yield Tool(
            f"limit {mode}" + (f" {threads}thr" if threads > 1 else ""),
            LIMIT.format(work=work, mode=mode) + (f" -t {threads}" if threads > 1 else ""),
            fits, default=default, is_c=True)


def nmap():
    yield Tool("nmap -sT", "nmap -sT -n -Pn -p{ports} {cidr}", tcp, default=False)
    yield Tool("nmap -sT -T5", "nmap -sT -n -Pn -T5 -p{ports} {cidr}", tcp)
    yield Tool("nmap -sT best", "nmap -sT -n -Pn -T5 --min-parallelism 700 --min-hostgroup 4096 --max-retries 0"
               " -p{ports} {cidr}", tcp)
    yield Tool("nmap -sS -T5", "nmap -sS -n -Pn -T5 -p{ports} {cidr}", tcp, default=False)
    yield Tool("nmap -sU best", "nmap -sU -n -Pn -T5 --min-rate 1000000 --max-retries 0 -p{ports} {cidr}", udp)


def portprobe(command, resident):
    """command: the launcher, scan or warm."""
    silent = lambda case: tcp(case) and case.filtered + ("-l" in case.wire) > 0
    single = " --loops 1"
    usual = single if resident else "" # a whole process uses all cores, as users would
    kinds = (
        ("", usual, both, True),
        (" io_uring", "--transport io_uring" + single, both, True),
        (" epoll", "--transport epoll" + single, both, True),
        (" nio", "--transport nio" + single, both, resident),
        (" adaptive", "--adaptive" + usual, silent, True),
        (" io_uring 2 loops", "--transport io_uring --loops 2", tcp, False),
        (" epoll 2 loops", "--transport epoll --loops 2", tcp, False),
        (" one by one", "--each", both, False),
    )
    for name, options, fits, default in kinds:
        yield Tool(f"portprobe{name}", f"{command} {SCAN} {options}", fits, resident, default)


def one_by_one(home):
    """Methods to probe one port and wait, in one JVM that keeps running."""
    methods = (
        ("Socket.connect", "connect"),
        ("Socket.connect, close", "connect-close"),
        ("SocketChannel.open, close", "channel-close"),
        ("Socket.connect, close by another thread", "other-thread"),
        ("portprobe epoll", "epoll"),
        ("portprobe io_uring", "io_uring"),
        ("portprobe nio", "nio"),
    )
    for name, method in methods:
        yield Tool(name, f"{home}/single {{hosts}} {{ports}}", tcp, resident=True, line=method)


def names(home, work):
    """Scans of names."""
    return {"portprobe": Tool("portprobe", f"{home}/names --count {{count}} --window {{window}} --port {{ports}}",
                              lambda case: case.names > 0, resident=True)}


def whole(home, work):
    """Whole processes, including their start."""
    return {t.name: t for t in (*baseline(work), *nmap(), *portprobe(f"{home}/scan", False))}


def warm(home, work):
    """portprobe in a JVM that keeps running; the others as processes, the baseline by its own clock."""
    return {t.name: t for t in (*baseline(work), *nmap(), *portprobe(f"{home}/warm", True))}


def single(home, work):
    """Single probes of portprobe and blocking connects of the JDK."""
    return {t.name: t for t in one_by_one(home)}
