"""Readings that benchmarks share: the machine, memory, quantiles."""

import os
from pathlib import Path


def machine() -> str:
    info = Path("/proc/cpuinfo").read_text()
    model = next(
        (line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), "unknown CPU"
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 2**20
    system = next(
        (
            line.split("=", 1)[1].strip('"')
            for line in Path("/etc/os-release").read_text().splitlines()
            if line.startswith("PRETTY_NAME")
        ),
        "Linux",
    )
    return f"{os.cpu_count()} x {model}, {memory} GB, {system}, no GPU (llvmpipe)"


def rss_mb(pid: int) -> float:
    return _rollup(pid, "Rss:")


def pss_mb(pid: int) -> float:
    """Proportional memory: pages shared with other processes count by share."""
    return _rollup(pid, "Pss:")


def own_mb(pid: int) -> float:
    """Memory that a process has written itself; unlike PSS it does not rise when another process ends."""
    return _rollup(pid, "Anonymous:")


def _rollup(pid: int, field: str) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise LookupError(field)


def quantile(values: list[float], share: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]
