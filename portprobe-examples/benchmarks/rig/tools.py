"""What is measured side by side: the yardstick, nmap, and portprobe."""
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
    fits: Callable            # of a case
    resident: bool = False    # stays between rounds, and runs one for each line it is given
    default: bool = True      # measured when no tools are named
    is_c: bool = False        # the yardstick
    line: str = ""            # what a resident is given for a round

    def argv(self, case):
        return shlex.split(self.command.format(**case.fields()))

    def is_here(self, case):
        return shutil.which(self.argv(case)[0]) is not None


def tcp(case):
    return not case.udp


def udp(case):
    return case.udp


def both(case):
    return True


def yardstick(work):
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
    usual = single if resident else "" # a process of its own uses what the machine has, as its users would
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
    """Ways to ask one port and wait, all of them in one JVM that stays."""
    ways = (
        ("Socket.connect", "connect"),
        ("Socket.connect, close", "connect-close"),
        ("SocketChannel.open, close", "channel-close"),
        ("Socket.connect, close by another thread", "other-thread"),
        ("portprobe epoll", "epoll"),
        ("portprobe io_uring", "io_uring"),
        ("portprobe nio", "nio"),
    )
    for name, way in ways:
        yield Tool(name, f"{home}/single {{hosts}} {{ports}}", tcp, resident=True, line=way)


def whole(home, work):
    """Each a process of its own, its start included."""
    return {t.name: t for t in (*yardstick(work), *nmap(), *portprobe(f"{home}/scan", False))}


def warm(home, work):
    """portprobe in a JVM that stays; the others as ever, the yardstick by the time it takes itself."""
    return {t.name: t for t in (*yardstick(work), *nmap(), *portprobe(f"{home}/warm", True))}


def single(home, work):
    """portprobe's single probe beside the JDK's own blocking connect."""
    return {t.name: t for t in one_by_one(home)}
