"""Who may import whom, how large things may grow, and what a template may hold."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from webapp.domain.schema import KINDS
from webapp.routes.fields import FOLDERS

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "webapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
OURS = [*MODULES, *CHECKOUT.glob("bench/*.py"), CHECKOUT / "hatch_build.py"]
STATIC = [
    path for kind in ("css", "engine", "js") for path in (CHECKOUT / "static" / kind).rglob("*.*s")
]


def name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """Everything that a module imports, as whole dotted names, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports by dots"
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def within(module: str, *packages: str) -> bool:
    return any(module == each or module.startswith(each + ".") for each in packages)


# -- who may import whom --------------------------------------------------------------------

LAYERS = {
    "content": ("webapp.messages", "webapp.content"),
    "domain": ("webapp.domain", "webapp.content", "webapp.messages", "ecdsa",
               "rfc8785"),
    "record": ("webapp.record", "webapp.domain", "webapp.content", "webapp.messages",
               "icalendar", "segno", "rfc8785"),
    "record_pdf": ("webapp.record_pdf", "webapp.domain", "webapp.content", "webapp.messages",
                   "webapp.resources", "fpdf", "segno"),
    "store": ("webapp.store", "webapp.domain", "tinydb", "psycopg"),
}  # fmt: skip
"""Folder → what its modules may import beside the standard library."""

OUTSIDE = ("asyncio", "concurrent", "io", "logging", "multiprocessing", "os", "pathlib", "random",
           "secrets", "shutil", "socket", "subprocess", "sys", "tempfile", "threading",
           "time", "urllib.request")  # fmt: skip
"""What reaches the world outside, or depends on it: not for the domain."""

ONLY_HERE = {
    "tinydb": ("store/",),
    "psycopg": ("store/postgres/",),
    "webapp.store.postgres": ("store/__init__.py", "store/postgres/"),
    "gunicorn": ("server.py",),
    "ecdsa": ("domain/device_key.py",),
    "fpdf": ("record_pdf/",),
    "fontTools": ("fonts.py",),
    "webapp.record_pdf": ("record_pdf/",),
    "pyhanko": ("seal/",),
    "pyhanko_certvalidator": ("seal/",),
    "asn1crypto": ("seal/",),
    "cryptography": ("seal/",),
    "babel": ("languages.py", "catalogues.py"),
    "flask_babel": ("__init__.py", "languages.py"),
    "webapp.routes": ("__init__.py", "routes/"),
    "webapp.server": ("command.py",),
}

SHARED_VIEWS = {"webapp.routes.handover.pass_on", "webapp.routes.ink.signer"}
"""The few functions of one blueprint that another may call."""


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_stands_on_nothing_but_what_lies_below_it(layer: str) -> None:
    wrong = {
        f"{name(path)}: {module}"
        for path in (PACKAGE / layer).rglob("*.py")
        for module in imported(path)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not within(module, *LAYERS[layer])
    }
    assert wrong == set()


@pytest.mark.parametrize("layer", ["content", "domain"])
def test_the_domain_reaches_nothing_outside_and_asks_no_clock(layer: str) -> None:
    for path in (PACKAGE / layer).rglob("*.py"):
        assert not [each for each in imported(path) if within(each, *OUTSIDE)], name(path)
        called = {
            node.func.attr for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }  # fmt: skip
        assert not called & {"now", "today", "utcnow", "uuid1", "uuid4"}, name(path)


@pytest.mark.parametrize("package", ONLY_HERE)
def test_a_library_is_used_in_its_own_place_only(package: str) -> None:
    places = tuple(f"webapp/{place}" for place in ONLY_HERE[package])
    users = [path for path in MODULES if any(within(each, package) for each in imported(path))]
    assert [name(path) for path in users if not name(path).startswith(places)] == []


def test_blueprints_do_not_reach_into_each_other() -> None:
    for path in PACKAGE.glob("routes/[!_]*.py"):
        others = {each for each in imported(path) if within(each, "webapp.routes")}
        assert others <= SHARED_VIEWS, name(path)


def test_nothing_starts_a_thread_or_a_process() -> None:
    started = ("asyncio", "concurrent", "multiprocessing", "subprocess", "threading.Thread")
    for path in MODULES:
        assert not [each for each in imported(path) if within(each, *started)], name(path)


# -- sizes and docstrings -------------------------------------------------------------------


def test_no_file_is_longer_than_one_takes_in() -> None:
    files = [*OURS, *STATIC, *TEMPLATES]
    lengths = {name(path): path.read_text("utf-8").count("\n") for path in files}
    assert {path: length for path, length in lengths.items() if length > 250} == {}


def test_no_function_is_longer_than_one_takes_in() -> None:
    lengths = {
        f"{name(path)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert {function: length for function, length in lengths.items() if length > 40} == {}


def test_whatever_others_use_says_what_it_is() -> None:
    for path in MODULES:
        module = tree(path)
        public = [
            node for node in module.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        ]  # fmt: skip
        silent = [node for node in [module, *public] if not ast.get_docstring(node)]
        assert [getattr(node, "name", "the module") for node in silent] == [], name(path)


# -- templates ------------------------------------------------------------------------------

JINJA = Environment()
HOLE = "\ue000"
"""Stands where a template puts what an expression says."""

IN_A_TAG = re.compile(r"{% block (?:width|holder) %}.*?{% endblock %}")
"""The blocks that fill an attribute, not a text."""

READ_ALOUD = {"alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext",
              "label", "placeholder", "title"}  # fmt: skip
SPEAKING = {"bi", "one", "parallel", "to", "tell", "say"}
EVALUATED = re.compile(r"\s*(javascript|js):", re.I)
LETTER = re.compile(r"[^\W\d_]")


class Markup(HTMLParser):
    """What stands in a template as it is: the texts, and the tags with their attributes.

    Each expression is a `HOLE`; statements and comments are left out.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        source = IN_A_TAG.sub("", path.read_text("utf-8"))
        tokens = [(token, text) for _line, token, text in JINJA.lex(source)]
        kept = {"data": lambda text: text, "variable_begin": lambda _text: HOLE}
        self.feed("".join(kept[token](text) for token, text in tokens if token in kept))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def markup() -> dict[str, Markup]:
    """Every template by its name."""
    return {name(path): Markup(path) for path in TEMPLATES}


def test_no_template_holds_words_outside_its_messages(markup: dict[str, Markup]) -> None:
    for template, found in markup.items():
        heard = [attrs[key] for _tag, attrs in found.tags for key in READ_ALOUD & attrs.keys()]
        plain = [text.replace(HOLE, "").strip() for text in [*found.texts, *heard]]
        assert [text for text in plain if LETTER.search(text)] == [], template


def test_whatever_a_template_says_is_a_message() -> None:
    for path in TEMPLATES:
        for call in JINJA.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if getattr(call.node, "name", "") in SPEAKING:
                plain = [each for each in call.args if isinstance(each, nodes.Const | nodes.Concat)]
                assert plain == [], f"{name(path)}, line {call.lineno}"


def test_no_template_brings_a_style_or_script_of_its_own(markup: dict[str, Markup]) -> None:
    for template, found in markup.items():
        for tag, attrs in found.tags:
            assert tag != "style", template
            assert tag != "script" or attrs.get("src"), f"{template}: a script without an address"
            own = [key for key in attrs if key == "style" or key.startswith(("on", "hx-on"))]
            assert own == [], f"{template}: {tag}"
            assert not any(map(EVALUATED.match, attrs.values())), f"{template}: {tag}"
            assert "[" not in attrs.get("hx-trigger", ""), f"{template}: a filter needs eval"


def test_every_form_works_without_scripts(markup: dict[str, Markup]) -> None:
    for template, found in markup.items():
        forms = [attrs for tag, attrs in found.tags if tag == "form"]
        assert all({"method", "action"} <= attrs.keys() for attrs in forms), template


def test_a_link_to_a_file_passes_through_the_service_worker(markup: dict[str, Markup]) -> None:
    """What has a `download` attribute does not, so a tablet without a network never gets it."""
    for template, found in markup.items():
        links = [attrs for tag, attrs in found.tags if tag == "a"]
        assert not [attrs for attrs in links if "download" in attrs], template


def test_every_template_says_first_what_it_is() -> None:
    for path in TEMPLATES:
        assert path.read_text("utf-8").startswith("{# "), name(path)


def test_every_kind_of_thing_has_a_place_where_its_changes_show() -> None:
    assert FOLDERS.keys() <= KINDS.keys()
    for folder in {*FOLDERS.values(), "layout"}:
        assert (PACKAGE / "templates" / folder / "_changed.html").is_file(), folder


def test_no_two_blueprints_give_templates_the_same_word(app: Flask) -> None:
    with app.test_request_context():
        given = Counter(
            word for give in app.template_context_processors[None] for word in give()
        )  # fmt: skip
    assert [word for word, times in given.items() if times > 1] == []


# -- tests ----------------------------------------------------------------------------------


def test_the_tests_mirror_the_app() -> None:
    for folder in ("domain", "routes", "store", "record", "content"):
        for path in (CHECKOUT / "tests" / folder).glob("test_*.py"):
            module = path.name.removeprefix("test_")
            assert module == f"{folder}.py" or (PACKAGE / folder / module).is_file(), name(path)
