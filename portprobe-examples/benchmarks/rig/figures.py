"""Medians of the measurements, and their tables."""
import statistics
from dataclasses import dataclass, field

from .cases import CASES


@dataclass
class Figures:
    """All runs of one tool on one case."""

    case: object
    tool: str
    runs: list = field(default_factory=list)

    def spread(self, key):
        values = [run[key] for run in self.runs]
        return statistics.median(values), min(values), max(values)

    def median(self, key):
        return self.spread(key)[0]

    @property
    def probes(self):
        """nmap probes whole networks of 256 hosts."""
        if self.tool.startswith("nmap") and self.case.count > 1:
            return self.case.count // 256 * 256
        return self.case.probes

    @property
    def own(self):
        """The key of the seconds: by the tool's own clock, without its start, if it reports them."""
        return "own_seconds" if all("own_seconds" in run for run in self.runs) else "seconds"

    @property
    def rate(self):
        return self.probes / self.median(self.own)

    @property
    def is_cut(self):
        return any(run["status"] < 0 for run in self.runs)

    def wrong(self, run):
        """How many ports have a wrong state or none. A wrong port changes two counts."""
        truth = {"open": self.case.open, "filtered": self.case.filtered, "failed": 0,
                 "closed": self.probes - self.case.open - self.case.filtered}
        return (sum(abs(run.get(state, 0) - count) for state, count in truth.items()) + 1) // 2

    @property
    def most_wrong(self):
        return max(self.wrong(run) for run in self.runs)

    @property
    def open_found(self):
        return span([run["open"] for run in self.runs])


def span(values):
    low, high = min(values), max(values)
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def gather(records):
    """{(table, case): {tool: Figures}}, in the order of the records."""
    found = {}
    for record in records:
        case = CASES[record["case"]]
        tools = found.setdefault((record["table"], case.name), {})
        tools.setdefault(record["tool"], Figures(case, record["tool"])).runs.append(record)
    return found


def best_c(tools, key):
    return min((f.median(key) for t, f in tools.items() if is_c(t)), default=None)


def is_c(tool):
    return tool.startswith("limit") and not tool.endswith("thr")


def whole_table(tools):
    yield "| tool | open found | wrong states | wall s, median (min-max) | probes/s | CPU us/probe | MB | x best C |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    best = best_c(tools, "seconds")
    for figures in tools.values():
        wall, low, high = figures.spread("seconds")
        yield (f"| {name(figures)} | {figures.open_found} | {figures.most_wrong:,} | {wall:.2f} ({low:.2f}-{high:.2f}) "
               f"| {figures.probes / wall:,.0f} | {figures.median('cpu') * 1e6 / figures.probes:.1f} "
               f"| {max(run['mb'] for run in figures.runs):.0f} | {f'{wall / best:.2f}' if best else ''} |")


def warm_table(tools):
    peers = [t for t in tools if is_c(t)]
    yield ("| tool | open found | wrong states | probes/s, median (min-max) | CPU us/probe | bytes/probe |"
           + "".join(f" of {t.removeprefix('limit ')} |" for t in peers))
    yield "|---|--:|--:|--:|--:|--:|" + "--:|" * len(peers)
    for figures in tools.values():
        _, low, high = figures.spread(figures.own)
        allocated = f"{figures.median('bytes') / figures.probes:.0f}" if "bytes" in figures.runs[0] else ""
        yield (f"| {name(figures)} | {figures.open_found} | {figures.most_wrong:,} "
               f"| {figures.rate:,.0f} ({figures.probes / high:,.0f}-{figures.probes / low:,.0f}) "
               f"| {figures.median('cpu') * 1e6 / figures.probes:.1f} | {allocated} |"
               + "".join(f" {figures.rate / tools[t].rate:.2f} |" for t in peers))


def names_table(tools):
    yield "| tool | wrong states | names/s, median (min-max) | CPU us/name | bytes/name |"
    yield "|---|--:|--:|--:|--:|"
    for figures in tools.values():
        _, low, high = figures.spread(figures.own)
        yield (f"| {name(figures)} | {figures.most_wrong:,} "
               f"| {figures.rate:,.0f} ({figures.probes / high:,.0f}-{figures.probes / low:,.0f}) "
               f"| {figures.median('cpu') * 1e6 / figures.probes:.1f} | {figures.median('bytes') / figures.probes:,.0f} |")


def single_table(tools):
    yield ("| method | wrong states | p50 us, median (min-max) | p90 us | p99 us | p50 beyond Socket.connect's "
           "| CPU us/probe | bytes/probe |")
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for figures in tools.values():
        p50, low, high = figures.spread("p50")
        yield (f"| {name(figures)} | {figures.most_wrong:,} | {p50:.1f} ({low:.1f}-{high:.1f}) "
               f"| {figures.median('p90'):.1f} | {figures.median('p99'):.1f} | {beyond_connect(tools, figures.tool)} "
               f"| {figures.median('cpu') * 1e6 / figures.probes:.1f} | {figures.median('bytes') / figures.probes:,.0f} |")


def beyond_connect(tools, tool):
    peer = "Socket.connect"
    return f"{later(tools, tool, peer):.1f}" if peer in tools and tool != peer else ""


def later(tools, ours, peer):
    """The median difference of the medians in microseconds, round by round, since the load varies between rounds."""
    return statistics.median(mine["p50"] - theirs["p50"] for mine, theirs in zip(tools[ours].runs, tools[peer].runs))


def name(figures):
    return figures.tool + (" (cut off)" if figures.is_cut else "")
