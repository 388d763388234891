"""Notebooks to the bodies of pages, by nbconvert: JSON in, JSON out. Charts become their specifications, which the
page's script draws, with the saved picture for who has no JavaScript."""

from __future__ import annotations

import html
import json
import re
import sys
from html.parser import HTMLParser

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode

DRAWN = {"application/vnd.vegalite.v5+json": "vega", "application/vnd.plotly.v1+json": "plotly"}


def main() -> None:
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    json.dump([lesson(exporter, **job) for job in json.load(sys.stdin)], sys.stdout)


def lesson(exporter: HTMLExporter, language: str, name: str, path: str) -> dict[str, object]:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            make_live(output)
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r'(href="[^":]*)\.ipynb\b', r"\1.html", moved(body, language))
    headings = Headings(body)
    title = headings.found[0][1]
    sections = [
        {"address": f"{name}.html#{anchor}", "lesson": title, "heading": heading, "text": " ".join(words)}
        for anchor, heading, words in headings.found
    ]
    return {"language": language, "name": name, "title": title, "body": body, "sections": sections}


def make_live(output: NotebookNode) -> None:
    data = output.get("data", {})
    for kind, library in DRAWN.items():
        if kind in data:
            data["text/html"] = chart(library, data[kind], data.get("image/png"), data.get("text/plain", ""))
    # The last sight of a slider, which needs a kernel.
    data.pop("application/vnd.jupyter.widget-view+json", None)


def chart(library: str, specification: object, picture: str | None, text: str) -> str:
    # `</script` within would end the element.
    source = json.dumps(specification, ensure_ascii=False).replace("<", "\\u003c")
    seen = html.escape(text.splitlines()[0] if text else "", quote=True)
    still = f'<img alt="{seen}" src="data:image/png;base64,{picture.strip()}">' if picture else ""
    return f'<figure class="chart" data-library="{library}"><script type="application/json">{source}</script>{still}</figure>'


def moved(body: str, language: str) -> str:
    """English lessons lie one folder above the Korean ones, pages of both in a folder each."""
    if language == "ko":
        return body.replace('href="../', 'href="../en/')
    return body.replace('href="ko/', 'href="../ko/').replace('src="images/', 'src="../images/')


class Headings(HTMLParser):
    """The headings of a page, each with its anchor and the words of prose up to the next."""

    def __init__(self, body: str):
        super().__init__()
        self.found: list[tuple[str, str, list[str]]] = []
        self._heading: list[str] | None = None
        self._anchor = ""
        self._silent = 0
        self.feed(body)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if re.fullmatch("h[1-4]", tag):
            self._heading, self._anchor = [], given.get("id") or ""
        if tag in ("script", "style", "pre", "figure") or given.get("class") == "anchor-link":
            self._silent += 1

    def handle_endtag(self, tag):
        if re.fullmatch("h[1-4]", tag) and self._heading is not None:
            self.found.append((self._anchor, "".join(self._heading).strip(), []))
            self._heading = None
        if tag in ("script", "style", "pre", "figure") or (tag == "a" and self._heading is not None):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data):
        if self._silent:
            return
        if self._heading is not None:
            self._heading.append(data)
        elif self.found:
            self.found[-1][2].extend(data.split())


main()
