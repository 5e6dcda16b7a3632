"""A line that describes the machine and the programs."""
import os
import platform
import re
import subprocess


def first_line(*argv):
    done = subprocess.run(argv, capture_output=True, text=True)
    return (done.stdout or done.stderr).partition("\n")[0].strip()


def cpu():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def distribution():
    names = dict(re.findall(r'^(\w+)="?(.*?)"?$', open("/etc/os-release").read(), re.M))
    return names.get("PRETTY_NAME", "?")


def line():
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return (f"Machine: {os.cpu_count()} x {cpu()}, {memory} GB, Linux {platform.release()}, {distribution()}; "
            f"{first_line(java, '-version')}; {first_line('cc', '--version')}; "
            f"{first_line('nmap', '--version').split(' (')[0]}; load at the start {os.getloadavg()[0]:.2f}")
