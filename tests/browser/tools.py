"""What pages are looked at with: the Nu checker, and axe in a browser without a window.

Both come by `npm install --prefix tests/browser`; the one needs Java, the other Node and Chromium. What is
not there is said, and the tests that need it are left out.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
_FETCH = "npm install --prefix tests/browser"


def no_checker() -> str:
    """Why pages cannot be checked against the standard here; nothing if they can."""
    if shutil.which("java") is None:
        return "Java is not installed, which the Nu checker needs"
    return "" if (MODULES / "vnu-jar").is_dir() else f"the Nu checker is not fetched: {_FETCH}"


def no_browser() -> str:
    """Why pages cannot be looked at here; nothing if they can."""
    if shutil.which("node") is None:
        return "Node is not installed, which drives the browser"
    if _browser() is None:
        return f"no browser is installed: {' or '.join(BROWSERS)}"
    fetched = all((MODULES / each).is_dir() for each in ("axe-core", "puppeteer-core"))
    return "" if fetched else f"what looks at pages is not fetched: {_FETCH}"


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def faults_of_pages(pages: Sequence[Path]) -> list[str]:
    """What the Nu checker has against pages: errors and warnings."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = ["java", "-Xss4m", "-XX:-UsePerfData", "-jar", str(jar)]
    call = [*java, "--format", "json", *map(str, pages)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=120, check=False)
    told = json.loads(done.stderr)["messages"]
    return [
        f"{Path(each.get('url', '')).name}:{each.get('lastLine', 0)}: {each['message']}"
        for each in told
    ]


def run(script: str, folder: Path, asked: dict[str, object]) -> list[dict[str, object]]:
    """What a script of this folder says of what it is asked; what the browser leaves is in `folder`, or gone."""
    homes = {name: str(folder) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    whole = {"browser": _browser(), "profile": str(folder / "profile"), **asked}
    # A socket's path may be 107 letters long, so it is no deeper than need be.
    with tempfile.TemporaryDirectory(prefix="look") as short:
        done = subprocess.run(
            ["node", str(HERE / script)],
            input=json.dumps(whole),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
            env={**os.environ, **homes, "TMPDIR": short},
        )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def looked_at(pages: Sequence[Path], folder: Path) -> list[dict[str, object]]:
    """What is wrong with each page at each width, light and dark. Each is printed, too, to a PDF beside it."""
    asked = {"pages": [*map(str, pages)], "widths": WIDTHS, "schemes": SCHEMES, "print": True}
    return run("look.mjs", folder, asked)
