"""Keeps the arrows: imports go ui → eval → assistant → index → ingest, and modules stay small."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the lowest room up: a room may import itself and whatever stands before it.
ROOMS = ("ingest", "index", "assistant", "eval", "ui")
LONGEST_MODULE = 300
BANNED = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "joblib", "marshal"}


def modules() -> dict[str, Path]:
    """Every module of the rooms by its dotted name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported_names(source: str, module: str, *, is_package: bool) -> Iterator[str]:
    """Dotted names that ``source`` imports anywhere, in functions and for type checking too."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                stem = parts[: len(parts) - node.level + 1]
                base = ".".join([*stem, base] if base else stem)
            # `from a import b` imports a.b where that is a module; the bare `a` otherwise.
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", "")) == "import_module"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value)


def imports_of(module: str) -> set[str]:
    path = MODULES[module]
    source = path.read_text(encoding="utf-8")
    return set(imported_names(source, module, is_package=path.name == "__init__.py"))


def known_module(name: str) -> str | None:
    """The module of ours that ``name`` names or lies in."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def graph() -> dict[str, set[str]]:
    return {
        module: {
            target
            for name in imports_of(module)
            if (target := known_module(name)) is not None and target != module
        }
        for module in MODULES
    }


def wrong_arrows(edges: dict[str, set[str]]) -> list[str]:
    def floor(module: str) -> int:
        return ROOMS.index(module.split(".")[0])

    return [
        f"{module} imports {target}"
        for module, targets in edges.items()
        for target in sorted(targets)
        if floor(target) > floor(module)
    ]


def cycles(edges: dict[str, set[str]]) -> list[str]:
    """One line a cycle found by walking down every import."""
    finished: set[str] = set()
    found: list[str] = []

    def walk(module: str, trail: tuple[str, ...]) -> None:
        if module in trail:
            found.append(" → ".join([*trail[trail.index(module) :], module]))
        elif module not in finished:
            for target in sorted(edges.get(module, ())):
                walk(target, (*trail, module))
            finished.add(module)

    for module in sorted(edges):
        walk(module, ())
    return found


def test_every_room_is_there() -> None:
    assert {name for name in MODULES if "." not in name} == set(ROOMS)


def test_imports_go_down_only() -> None:
    assert wrong_arrows(graph()) == []


def test_no_module_imports_itself_in_a_circle() -> None:
    assert cycles(graph()) == []


def test_the_tests_are_imported_by_nobody() -> None:
    assert [name for name in MODULES if any(i.startswith("tests") for i in imports_of(name))] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_stays_small(module: str) -> None:
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{module} has {lines} lines: find the missing idea"


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_pickles(module: str) -> None:
    assert {name.split(".")[0] for name in imports_of(module)} & BANNED == set()
    source = MODULES[module].read_text(encoding="utf-8")
    assert "allow_dangerous_deserialization" not in source
    assert "allow_pickle=True" not in source


def test_what_is_installed_is_complete() -> None:
    """What pyproject.toml forgets to list is not shipped."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    assert set(tools["setuptools"]["packages"]) == packages
    listed = {
        path
        for package, patterns in tools["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    data = {
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert data - listed == set()


def test_the_checks_see_what_they_forbid() -> None:
    source = "def f():\n    from ui.page import build_page\nif TYPE_CHECKING:\n    import pickle\n"
    names = set(imported_names(source, "index.library", is_package=False))
    assert names == {"ui.page.build_page", "pickle"}
    assert set(imported_names("from . import a\nfrom .b import c", "x.y", is_package=False)) == {
        "x.a",
        "x.b.c",
    }
    assert wrong_arrows({"index.library": {"ui.page"}}) == ["index.library imports ui.page"]
    assert wrong_arrows({"ui.page": {"ingest.types"}}) == []
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a → b → c → a"]
    assert cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
