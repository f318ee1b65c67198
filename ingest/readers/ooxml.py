"""Elements of Office's XML by local name: the transitional and the strict namespaces read alike."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.package import Package
from ingest.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name."""
    return (one for one in element if local(one) == name)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of a name."""
    return next(children(element, name), None)


def attribute(element: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace; empty where it has none."""
    if (value := element.get(name)) is not None:
        return str(value)
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def value_of(element: etree._Element, name: str) -> str:
    """The attribute ``val`` of the first child of a name; empty where there is none."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""


def is_on(element: etree._Element, name: str) -> bool | None:
    """A switch among an element's properties; None where it is not set (17.17.4, ST_OnOff)."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "val") not in ("0", "false", "off")


def main_part(package: Package, default: str) -> str:
    """The name of the main part, as the package's relationships tell."""
    if "_rels/.rels" in package:
        for relation in parse_xml(package.read("_rels/.rels")):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = str(relation.get("Target", "")).lstrip("/")
                if target in package:
                    return target
    return default


def related(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to: last word of the kind of relation → name."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if relations not in package:
        return {}
    found: dict[str, str] = {}
    for relation in parse_xml(package.read(relations)):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        found.setdefault(relation.get("Type", "").rpartition("/")[2], posixpath.normpath(whole))
    return found
