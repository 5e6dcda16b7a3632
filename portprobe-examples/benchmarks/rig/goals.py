"""The goals of each case, and whether they were met."""
from dataclasses import dataclass
from typing import Callable

from .figures import best_c, later


@dataclass(frozen=True)
class Goal:
    table: str
    case: str
    tools: tuple              # that the goal compares
    measure: Callable         # of {tool: Figures}: a number
    holds: Callable           # of that number
    text: str                 # with {} for the number


def of_peer(case, ours, peer, least, prefix=""):
    return Goal("warm", case, (ours, peer), lambda t: t[ours].rate / t[peer].rate, lambda x: x >= least,
                f"{ours}: {{:.2f}} of {peer}'s probes/s (goal: >= {least}){prefix}")


def no_wrong(table, case, ours):
    return Goal(table, case, (ours,), lambda t: t[ours].most_wrong, lambda x: x == 0,
                f"{ours}: at most {{:.0f}} wrong states per round (goal: 0)")


def heap(case, ours):
    return Goal("warm", case, (ours,), lambda t: t[ours].median("bytes") / t[ours].probes, lambda x: x <= 400,
                f"{ours}: {{:.0f}} bytes allocated per probe (goal: <= 400)")


def within(table, case, ours, peers, most):
    return Goal(table, case, (ours, *peers), lambda t: t[ours].median(t[ours].own) / best_c(t, t[ours].own),
                lambda x: x <= most, f"{ours}: {{:.2f}} x the best C's time (goal: <= {most})")


def faster(table, case, ours, peer):
    return Goal(table, case, (ours, peer), lambda t: t[peer].median("seconds") / t[ours].median("seconds"),
                lambda x: x > 1, f"{ours}: {{:.2f}} x as fast as {peer} (goal: > 1)")


def soon(case, ours):
    peer = "Socket.connect"
    return Goal("single", case, (ours, peer), lambda t: later(t, ours, peer), lambda x: x <= 60,
                f"{ours}: p50 {{:.1f}} us beyond {peer}'s (goal: <= 60)")


def names(case, ours, least):
    return Goal("names", case, (ours,), lambda t: t[ours].rate, lambda x: x >= least,
                f"{ours}: {{:,.0f}} names/s (goal: >= {least:,})")


def whole(case, ours="portprobe"):
    yield faster("whole", case, ours, "nmap -sT -T5")
    yield Goal("whole", case, (ours,),
               lambda t: max(abs(r["open"] - t[ours].case.open) for r in t[ours].runs),
               lambda x: x == 0, f"{ours}: {{:.0f}} open ports missed or falsely reported (goal: 0)")


C_TCP = ("limit tcp", "limit tcp-reuse", "limit tcp-uring")

GOALS = (
    names("names-20ms", "portprobe", 20_000),
    no_wrong("names", "names-20ms", "portprobe"),
    of_peer("closed-lo", "portprobe io_uring", "limit tcp-uring", 0.75),
    of_peer("closed-lo", "portprobe epoll", "limit tcp-reuse", 0.7),
    of_peer("closed-lo", "portprobe nio", "limit tcp", 0.5),
    heap("closed-lo", "portprobe io_uring"),
    heap("closed-lo", "portprobe epoll"),
    heap("closed-lo", "portprobe nio"),
    of_peer("closed-lo", "portprobe io_uring 2 loops", "portprobe io_uring", 1.5),
    of_peer("closed-lo", "portprobe epoll 2 loops", "portprobe epoll", 1.5),
    of_peer("open-lo", "portprobe io_uring", "limit tcp-uring", 0.9),
    of_peer("open-lo", "portprobe epoll", "limit tcp-reuse", 0.8),
    of_peer("hosts-veth", "portprobe io_uring", "limit tcp-uring", 0.75),
    of_peer("hosts-veth", "portprobe io_uring", "nmap -sT", 3),
    of_peer("hosts-veth", "portprobe io_uring", "nmap -sT -T5", 3),
    of_peer("udp-lo", "portprobe", "limit udp-reuse", 0.6),
    faster("warm", "udp-lo", "portprobe", "nmap -sU best"),
    within("warm", "mixed-veth", "portprobe", C_TCP, 1.3),
    faster("warm", "mixed-veth", "portprobe adaptive", "nmap -sT -T5"),
    no_wrong("warm", "mixed-veth", "portprobe"),
    no_wrong("warm", "mixed-veth", "portprobe adaptive"),
    soon("one-open", "portprobe epoll"),
    soon("one-open", "portprobe nio"),
    no_wrong("single", "one-open", "portprobe epoll"),
    no_wrong("single", "one-open", "portprobe nio"),
    no_wrong("single", "one-closed", "portprobe epoll"),
    no_wrong("single", "one-closed", "portprobe nio"),
    *whole("closed-lo"),
    *whole("open-veth"),
    *whole("hosts-veth"),
    *whole("far-20ms"),
    *whole("far-mixed"),
    *whole("far-loss", "portprobe adaptive"), # the default of a scan; the others send once, as the C baseline does
    within("whole", "far-mixed", "portprobe", C_TCP, 2),
    within("whole", "far-loss", "portprobe adaptive", C_TCP, 2),
)


def judged(table, case, tools):
    """Yields a line for each goal whose tools were measured."""
    for goal in GOALS:
        if (goal.table, goal.case) == (table, case) and all(t in tools for t in goal.tools):
            value = goal.measure(tools)
            yield f"- {'met' if goal.holds(value) else 'NOT MET'}: {goal.text.format(value)}"
