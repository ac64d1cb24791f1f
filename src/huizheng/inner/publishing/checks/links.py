"""Where links lead: empty, relative, into the office network, or off the government's sites."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.subject import Subject

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PRIVATE_ENDS = (".local", ".localhost", ".lan", ".internal", ".intranet")


def destinations(subject: Subject, government_hosts: frozenset[str]) -> Iterator[Finding]:
    """Find links that lead nowhere, inside, or away from government."""
    for where, label, href in _links(subject):
        name = f"{where}的链接“{label}”" if label else f"{where}的一个链接"
        yield from _judge(where, name, href.strip(), government_hosts)


def _links(subject: Subject) -> Iterator[tuple[str, str, str]]:
    for where, outline in subject.outlines:
        for link in outline.links:
            yield where, link.text[:30], link.href
    for block in subject.blocks("links"):
        for link in block.get("links") or ():
            yield block.get("title") or "链接", link.get("label", ""), str(link.get("href", ""))
    for block in subject.blocks("facts"):
        for row in block.get("rows") or ():
            if row.get("href"):
                yield block.get("title") or "要素", row.get("label", ""), str(row["href"])


def _judge(where: str, name: str, href: str, government_hosts: frozenset[str]) -> Iterator[Finding]:
    if not href or href == "#":
        yield Finding("link.empty", Severity.BLOCK, where, f"{name}没有地址。请填写地址，或者去掉链接。")
        return
    if href.startswith("#") or (href.startswith("/") and not href.startswith("//")):
        return
    try:
        parts = urlsplit(f"https:{href}" if href.startswith("//") else href)
        host = (parts.hostname or "").lower()
    except ValueError:
        yield Finding("link.broken", Severity.BLOCK, where, f"{name}的地址写错了。请重新复制地址。")
        return
    if not parts.scheme:
        yield Finding(
            "link.relative",
            Severity.BLOCK,
            where,
            f"{name}的地址“{href[:60]}”不完整。本站页面请以“/”开头，其他网站请以“https://”开头。",
        )
    elif parts.scheme not in _SCHEMES:
        yield Finding(
            "link.scheme", Severity.BLOCK, where, f"{name}用了“{parts.scheme}:”，读者打不开。请改为网页地址。"
        )
    elif parts.scheme in {"http", "https"}:
        yield from _host(where, name, host, government_hosts)


def _host(where: str, name: str, host: str, government_hosts: frozenset[str]) -> Iterator[Finding]:
    if not host or _is_inside(host):
        yield Finding(
            "link.inside",
            Severity.BLOCK,
            where,
            f"{name}指向办公网或者本机的地址，公众打不开，还会暴露内部网络。请改为公众网地址。",
        )
    elif not (host == "gov.cn" or host.endswith(".gov.cn") or host in government_hosts):
        yield Finding(
            "link.outside",
            Severity.NOTICE,
            where,
            f"{name}指向政府网站以外的{host}。读者点开前会看到提示；请确认对方内容可靠、长期有效。",
            "国办发〔2017〕47号",
        )


def _is_inside(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_ENDS)
