"""A page of Jupyter Book, written as docs/elsewhere.md says: its cells run, values and charts stand in it."""

from __future__ import annotations

import re

import pytest


@pytest.fixture(scope="module")
def page(tools, jupyter, documented, tmp_path_factory) -> str:
    program = tools("jupyter-book==1.0.4.post1")
    book = tmp_path_factory.mktemp("book")
    (book / "_config.yml").write_text(
        "title: A course\nexecute:\n  execute_notebooks: force\n" + documented("Jupyter Book", "yaml")
    )
    (book / "_toc.yml").write_text("format: jb-book\nroot: page\n")
    front_matter, cells = documented("Jupyter Book", "yaml", 1), documented("Jupyter Book", "markdown")
    (book / "page.md").write_text(f"---\n{front_matter}---\n\n{cells}")
    done = program.run("jupyter-book", "build", "--warningiserror", "--keep-going", book, env=jupyter)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return (book / "_build" / "html" / "page.html").read_text()


def test_values_stand_in_the_page(page):
    text = re.sub(r"<[^>]+>", "", page)
    assert "[ 1, 4, 9 ]" in text


def test_the_chart_is_drawn(page):
    assert re.search(r'<img[^>]* src="_images/\w+\.(png|svg)"|<svg', page)


def test_code_is_highlighted_as_typescript(page):
    assert "highlight-typescript" in page
    assert re.search(r'<span class="kr?d?">const</span>', page)
