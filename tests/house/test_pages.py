"""Every address of a zone: who may come in, and that asking for it never breaks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

# What a visitor without a name may see inside: the door itself, and what programs ask.
OPEN_INSIDE = {
    "set_language",
    "telemetry:healthz",
    "keys:public_keys",
    "organs:sign_in",
    "organs:sign_in_code",
    "design:text_size",
    "forms:schema",
}
# What belongs to somebody outside: a visitor without a name is sent to sign in, or told that there is no such thing.
CLOSED_OUTSIDE = ("applications:", "accounts:")
OPEN_OF_THE_CLOSED = {
    "applications:query",
    "applications:verify",
    "applications:verify_code",
    "accounts:sign_in",
    "accounts:sign_up",
}


def pages(resolver: URLResolver | None = None, space: tuple[str, ...] = ()) -> Iterator[tuple[str, dict]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, (*space, entry.namespace) if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            arguments = {
                name: 1
                if isinstance(converter, IntConverter)
                else UUID(int=7)
                if isinstance(converter, UUIDConverter)
                else "none-such"
                for name, converter in entry.pattern.converters.items()
            }
            yield ":".join((*space, entry.name)), arguments


PAGES = dict(pages())


def test_every_address_has_a_name() -> None:
    def unnamed(resolver: URLResolver) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from unnamed(entry)
            elif not entry.name:
                yield str(entry.pattern)

    assert list(unnamed(get_resolver())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
class TestAVisitorWithoutAName:
    def test_is_let_in_only_where_the_public_may_go(self, name: str, client: Client) -> None:
        answer = client.get(reverse(name, kwargs=PAGES[name]))
        assert answer.status_code < 500
        if settings.ZONE == "inner":
            if name not in OPEN_INSIDE:
                assert answer.status_code in {302, 403, 404, 405}, f"{name} is open to anybody"
                if answer.status_code == 302:
                    assert "/account/sign-in/" in answer["Location"]
        elif name.startswith(CLOSED_OUTSIDE) and name not in OPEN_OF_THE_CLOSED and answer.status_code == 200:
            assert "no-store" in answer.get("Cache-Control", "no-store")

    def test_changes_nothing_without_a_token(self, name: str) -> None:
        answer = Client(enforce_csrf_checks=True).post(reverse(name, kwargs=PAGES[name]), {"any": "thing"})
        assert answer.status_code in {302, 401, 403, 404, 405}, f"{name} takes a post without a token"
