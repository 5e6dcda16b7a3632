"""Runs of one tool, limited in time."""
import os
import re
import resource
import select
import signal
import subprocess
import sys
import threading
import time

LIMIT_S = 60
INSIDE = ["ip", "netns", "exec", "ppa"]


def once(argv):
    """Runs a command in the prober's namespace. Returns wall and CPU time, peak memory and counts."""
    started = time.monotonic()
    process = subprocess.Popen([*INSIDE, *argv], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True)
    watch = threading.Timer(LIMIT_S, os.killpg, (process.pid, signal.SIGKILL))
    watch.start()
    try:
        out = process.stdout.read().decode("utf8", "replace")
        _, status, used = os.wait4(process.pid, 0)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    run = {"seconds": time.monotonic() - started, "cpu": used.ru_utime + used.ru_stime,
           "mb": used.ru_maxrss / 1024, "status": process.returncode, **found(out)}
    if process.returncode > 0:
        print(f"{' '.join(argv)}: ended with {process.returncode}\n{out[-2000:]}", file=sys.stderr)
    return run


def found(out):
    """Parses the counts that a tool printed, if it printed any in a known format."""
    if numbers := dict(re.findall(r"\b([a-z_]+)=([0-9.]+)", out)):
        return {
            "open": int(numbers.get("open", 0)),
            "closed": int(numbers.get("closed", 0)),
            "filtered": int(numbers.get("filtered", 0)) + int(numbers.get("silent", 0)),
            "failed": int(numbers.get("failed", 0)) + int(numbers.get("unreachable", 0)),
            **({"own_seconds": float(numbers["wall"])} if "wall" in numbers else {}),
        }
    listed = lambda state: len(re.findall(rf"^\d+/(?:tcp|udp)\s+{state}\s", out, re.M))
    summed = lambda state: sum(map(int, re.findall(rf"\b(\d+) (?:open\|)?{state} (?:tcp|udp) ports", out)))
    return {state: listed(state) + summed(state) for state in ("open", "closed", "filtered")}


class Resident:
    """A tool that keeps running: for each line of input it runs a round and prints its counts."""

    def __init__(self, argv):
        self.argv = argv
        self.process = subprocess.Popen([*INSIDE, *argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        start_new_session=True, text=True, bufsize=1)

    def once(self, line):
        self.process.stdin.write(line + "\n")
        ready, _, _ = select.select([self.process.stdout], [], [], LIMIT_S)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            raise RuntimeError(f"{' '.join(self.argv)}: no output")
        numbers = {key: float(value) for key, value in re.findall(r"\b([a-z0-9_]+)=([0-9.]+)", line)}
        return {**{key: int(numbers[key]) for key in ("open", "closed", "filtered", "failed")},
                "seconds": numbers["seconds"], "own_seconds": numbers["seconds"], "cpu": numbers["cpu"],
                "bytes": numbers["bytes"], "status": 0,
                **{key: numbers[key] for key in ("p50", "p90", "p99") if key in numbers}}

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process.stdout.close()


def enough_descriptors():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
