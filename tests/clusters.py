"""A standalone cluster of Spark on loopback: a master, and workers that can be killed."""

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from tests.servers import WAIT, free_port

_DAEMON = "org.apache.spark.deploy"
_SMALL = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}


class Node:
    """A worker of the cluster with what it has started: its executor, that one's Pythons."""

    def __init__(self, process):
        self._process = process

    def kill(self):
        """Kill all of it at once, as when the machine loses its power."""
        for process in [self._process.pid, *_descendants(self._process.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()


@contextlib.contextmanager
def standalone(folder, workers):
    """Yield the address of a master and its workers, each with one core and a gigabyte."""
    port, page = free_port(), free_port()
    address = f"spark://127.0.0.1:{port}"
    with contextlib.ExitStack() as started:

        def start(daemon, *arguments):
            node = Node(_daemon(daemon, *map(str, arguments)))
            started.callback(node.kill)
            return node

        start("master.Master", "--port", port, "--webui-port", page)
        _wait_for(page, 0)
        small = ("--cores", 1, "--memory", "1g", "--webui-port", 0)
        nodes = [
            start("worker.Worker", *small, "--work-dir", folder / f"worker-{n}", address)
            for n in range(workers)
        ]
        _wait_for(page, workers)
        yield address, nodes


def _daemon(name, *arguments):
    import pyspark

    home = Path(pyspark.__file__).parent
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [home / "bin" / "spark-class", f"{_DAEMON}.{name}", "--host", "127.0.0.1"]
    environment = os.environ | _SMALL | {"SPARK_HOME": str(home)}
    return subprocess.Popen([*command, *arguments], env=environment, **quiet)


def _wait_for(page, workers):
    until = time.monotonic() + WAIT
    while _alive(page) < workers:
        assert time.monotonic() < until, f"no cluster with {workers} workers"
        time.sleep(0.1)


def _alive(page):
    """Return how many workers the master has; -1 if it does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as told:
            return json.load(told)["aliveworkers"]
    except OSError:
        return -1


def _descendants(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *_descendants(child)]
    return found
