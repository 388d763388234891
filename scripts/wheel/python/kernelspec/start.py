"""What Jupyter starts: finds the package `tensorcell` that was installed with this kernelspec, and runs it.

The Python that runs this may be another one than the kernel was installed with: a user's Jupyter that finds the kernel
in the system's prefix, or two versions of Python that share a prefix.
"""

import glob
import os
import sys


def installed_beside():
    """Folders of Python packages in the prefix of share/jupyter/kernels/tensorcell, this Python's own first."""
    prefix = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
    own = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    found = [
        folder
        for pattern in ("lib*/python3*", "Lib", "Python3*", "local/lib/python3*")
        for kind in ("site-packages", "dist-packages")
        for folder in sorted(glob.glob(os.path.join(glob.escape(prefix), pattern, kind)), reverse=True)
        if os.path.isfile(os.path.join(folder, "tensorcell", "launch.py"))
    ]
    return sorted(found, key=lambda folder: os.path.basename(os.path.dirname(folder)) != own)


# Of another version of Python, pip would not find what this one has compiled, and leave it when it uninstalls.
sys.dont_write_bytecode = True
sys.path[0:1] = installed_beside()[:1]
try:
    from tensorcell.launch import main
except ImportError:
    sys.exit(
        "TypeScript (TensorCell): expected the Python package tensorcell beside this kernelspec. Received: none. "
        "Run `pip install --force-reinstall --no-deps tensorcell` in the environment that Jupyter runs in."
    )
main()
