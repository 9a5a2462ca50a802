#!/usr/bin/env python3
"""Opens a report in headless Chromium: light, dark, without its scripts, and used with a pointer. Fails on
any console message, or if a chart did not appear. Exit codes: 0 good, 1 bad, 77 no Chromium here."""
import argparse
import html
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FLAGS = ["--headless", "--no-sandbox", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--enable-logging=stderr", "--v=0", "--virtual-time-budget=20000", "--window-size=1200,900"]
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # in software
NO_WEBGL = ["--disable-gpu", "--disable-3d-apis"]
SCHEMES = {"light": "--blink-settings=preferredColorScheme=1",
           "dark": "--blink-settings=preferredColorScheme=0"}


class Tags(html.parser.HTMLParser):
    """Counts start tags, and canvases inside charts."""

    def __init__(self, text):
        super().__init__()
        self.count = {}
        self.external = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.count[tag] = self.count.get(tag, 0) + 1
        for name, value in attributes:
            if name in ("src", "href") and re.match(r"(?:[a-z]+:)?//", value or ""):
                self.external.append(value)


def browse(chromium, page, *options, graphics=NO_WEBGL):
    """Standard output and the console messages of one visit."""
    with tempfile.TemporaryDirectory(prefix="nacre-browser-") as profile:
        flags = [*FLAGS, *graphics, f"--user-data-dir={profile}", *options]
        command = [chromium, *flags, page.resolve().as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout, re.findall(r":CONSOLE[:(].*", done.stderr)


def check_source(text):
    """What holds without a script: tables and pictures are there, and nothing comes from elsewhere."""
    tags = Tags(text)
    figures = tags.count.get("figure", 0)
    problems = []
    if tags.count.get("svg", 0) < figures:
        problems.append(f"{figures} figures but {tags.count.get('svg', 0)} static pictures")
    if tags.count.get("table", 0) == 0:
        problems.append("no table in the source")
    problems += [f"external address: {address}" for address in tags.external]
    return problems


def charts_in(text):
    """A frame map has two more than other figures: its map, and residuals if it has some."""
    series = json.loads(re.search(r'id="nacre-data">(.*?)</script>', text, re.S).group(1))["series"]
    more = sum(2 if "residuals" in one else 1 for one in series)
    return text.count('"mark":') and len(re.findall(r'\{"id":"[^"]*","x":', text)) + more


def particles_in(text):
    return text.count('<div class="particle">')


def check_visit(chromium, page, scheme, charts, particles):
    document, console = browse(chromium, page, SCHEMES[scheme], "--dump-dom", graphics=WEBGL)
    problems = [f"{scheme}: console: {line}" for line in console]
    canvases = len(re.findall(r'<div class="u-wrap".*?<canvas', document, re.S))
    if canvases != charts:
        problems.append(f"{scheme}: {canvases} charts on the page, {charts} expected")
    turning = len(re.findall(r'</svg><canvas[^>]*aria-label="[^"]+"', document))
    if turning != particles or (particles and 'data-particles="turning"' not in document):
        problems.append(f"{scheme}: {turning} particles can be turned, {particles} expected")
    if 'data-viewer="ready"' not in document:
        problems.append(f"{scheme}: the viewer did not finish")
    button = "Light" if scheme == "dark" else "Dark"
    if f'class="theme">{button}</button>' not in document:
        problems.append(f"{scheme}: the page did not follow the color scheme")
    return problems


def edited(page, text, folder):
    """A copy of the page to open in its place."""
    copy = pathlib.Path(folder) / page.name
    copy.write_text(text, encoding="utf-8")
    return copy


def check_without_script(chromium, page, text):
    """The same page with its scripts taken out still shows every figure and table."""
    still = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    probe = """<script>
    const large = ({ width, height }) => width > 100 && height > 40;
    const seen = (what) =>
      [...document.querySelectorAll(what)].filter((one) => large(one.getBoundingClientRect())).length;
    document.documentElement.dataset.seen =
      `${seen("figure .picture:has(svg)")} pictures, ${Math.min(1, seen("table"))} table`;
    </script></body>"""
    with tempfile.TemporaryDirectory() as folder:
        copy = edited(page, still.replace("</body>", probe), folder)
        document, console = browse(chromium, copy, "--dump-dom")
    seen = re.search(r'data-seen="([^"]*)"', document)
    wanted = f"{Tags(still).count.get('figure', 0)} pictures, 1 table"
    problems = [f"no script: console: {line}" for line in console]
    if "<canvas" in document or not seen or seen.group(1) != wanted:
        problems.append(f"no script: seen {seen and seen.group(1)}, expected {wanted}")
    return problems


def check_without_webgl(chromium, page, text):
    """Where the browser has no WebGL the still particles are seen, and nothing speaks of turning them."""
    probe = """<script>
    const visible = (one) => one.checkVisibility({ checkVisibilityCSS: true });
    const seen = (what) => [...document.querySelectorAll(what)].filter(visible).length;
    document.documentElement.dataset.seen =
      `${seen(".spheres")} still, ${seen(".hint, .particle canvas")} not`;
    </script></body>"""
    with tempfile.TemporaryDirectory() as folder:
        copy = edited(page, text.replace("</body>", probe), folder)
        document, console = browse(chromium, copy, "--dump-dom")
    seen = re.search(r'data-seen="([^"]*)"', document)
    problems = [f"no WebGL: console: {line}" for line in console]
    if not seen or seen.group(1) != f"{particles_in(text)} still, 0 not":
        problems.append(f"no WebGL: seen {seen and seen.group(1)}")
    if 'data-particles="still"' not in document:
        problems.append("no WebGL: the viewer did not finish")
    return problems


def check_use(chromium, page, text, script, graphics):
    """What a person does with a pointer and keys, as the script does it."""
    poke = (pathlib.Path(__file__).parent / script).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        copy = edited(page, text.replace("</body>", f"<script>{poke}</script></body>"), folder)
        document, console = browse(chromium, copy, "--dump-dom", graphics=graphics)
    done = re.search(r'data-poked="([^"]*)"', document)
    problems = [f"{script}: console: {line}" for line in console]
    if not done or done.group(1) != "good":
        problems.append(f"{script}: {html.unescape(done.group(1)) if done else 'did not finish'}")
    return problems


def screenshots(chromium, page, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for scheme, option in SCHEMES.items():
        picture = f"--screenshot={folder / scheme}.png"
        browse(chromium, page, option, picture, "--window-size=1200,5200", graphics=WEBGL)
    browse(chromium, page, f"--print-to-pdf={folder / 'print.pdf'}", "--no-pdf-header-footer", graphics=WEBGL)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path, metavar="FOLDER")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("browser_check: skipped, no Chromium found")
        return 77
    text = options.report.read_text(encoding="utf-8")
    charts = charts_in(text)
    particles = particles_in(text)
    problems = check_source(text)
    for scheme in SCHEMES:
        problems += check_visit(chromium, options.report, scheme, charts, particles)
    problems += check_without_script(chromium, options.report, text)
    if charts:
        problems += check_use(chromium, options.report, text, "poke.js", NO_WEBGL)
    if '"series":[{' in text:
        problems += check_use(chromium, options.report, text, "poke_series.js", NO_WEBGL)
    if '"films":[{' in text:
        problems += check_use(chromium, options.report, text, "poke_film.js", NO_WEBGL)
    if particles:
        problems += check_without_webgl(chromium, options.report, text)
        problems += check_use(chromium, options.report, text, "poke_particles.js", WEBGL)
    if options.screenshots:
        screenshots(chromium, options.report, options.screenshots)
    good = f"browser_check: {charts} charts and {particles} particles, light and dark, no console message"
    print("\n".join(problems) or good)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
