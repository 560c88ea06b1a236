"""The machine's shape, since a time in seconds means nothing without it."""

import os
import platform
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """`memory` in bytes; `load` is the minute before's load average: above 0.5, something else was busy."""

    day: str
    cores: int
    cpu: str
    memory: int
    system: str
    python: str
    load: float

    def line(self) -> str:
        """All of it in one line, for people."""
        return (
            f"{self.day} · {self.cores} cores, {self.cpu} · {self.memory / 2**30:.0f} GiB · {self.system} · "
            f"Python {self.python} · load before the run {self.load:.1f}"
        )


def machine() -> Machine:
    """This machine, now."""
    fields = [line.partition(":") for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()]
    names = [value.strip() for name, _, value in fields if name.strip() == "model name"]
    return Machine(
        day=date.today().isoformat(),
        cores=len(os.sched_getaffinity(0)),
        cpu=names[0] if names else platform.machine(),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        load=os.getloadavg()[0],
    )
