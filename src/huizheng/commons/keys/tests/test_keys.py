from __future__ import annotations

import dataclasses
import datetime as dt
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from huizheng.commons.keys.api import (
    CannotOpen,
    Purpose,
    UnknownKey,
    known_public_keys,
    make_keys,
    rotate_keys,
    seal_for,
    sign,
    storage_key,
    storage_key_id,
    unseal,
    unwrap_key,
    verify,
    wrap_key,
)
from huizheng.commons.keys.testing import make_both_zones_keys, sign_as, unseal_as
from huizheng.lib.sm import new_key

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.VAR, settings.ZONE = tmp_path, "inner"
    make_both_zones_keys()
    return tmp_path / "secrets"


class TestMaking:
    def test_again_makes_nothing_new(self, keys: Path) -> None:
        before = sorted(path.name for path in keys.rglob("*"))

        assert make_keys("inner", at=timezone.now()) == []
        assert sorted(path.name for path in keys.rglob("*")) == before

    def test_private_keys_are_readable_by_their_owner_only(self, keys: Path) -> None:
        files = list((keys / "inner").glob("*.key"))

        assert {path.name.partition("-")[0] for path in files} == set(Purpose)
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        assert stat.S_IMODE((keys / "inner").stat().st_mode) == 0o700

    def test_no_private_key_lies_in_the_public_folder(self, keys: Path) -> None:
        secret = {path.read_text().split('"secret": "')[1].split('"')[0] for path in keys.glob("*/*.key")}
        public = "".join(path.read_text() for path in (keys / "public").iterdir())

        assert len(secret) == 8
        assert not any(each in public for each in secret)


class TestSigning:
    def test_a_signature_is_this_zones_only(self) -> None:
        signature = sign(b"receipt")

        assert verify(b"receipt", signature, "inner")
        assert not verify(b"receipt", signature, "outer")
        assert not verify(b"else", signature, "inner")
        assert not verify(b"receipt", dataclasses.replace(signature, alg="none"), "inner")
        assert not verify(b"receipt", dataclasses.replace(signature, value="§"), "inner")

    def test_an_old_key_verifies_during_the_overlap_and_what_it_signed_before_for_ever(self) -> None:
        now = timezone.now()
        old = sign(b"receipt")
        rotate_keys("inner", at=now + DAY)
        new = sign(b"receipt")

        assert new.kid != old.kid
        assert verify(b"receipt", new, "inner", at=now + 40 * DAY)
        assert verify(b"receipt", old, "inner", at=now + 20 * DAY)
        assert not verify(b"receipt", old, "inner", at=now + 40 * DAY)
        assert not verify(b"receipt", new, "inner", at=now)


class TestSealing:
    def test_only_the_zone_it_is_for_opens_it(self) -> None:
        sealed = seal_for("outer", {"text": "请补正"})

        assert unseal_as("outer", sealed)["text"] == "请补正"
        with pytest.raises(UnknownKey):
            unseal(sealed)

    def test_the_sealing_process_needs_no_private_key_of_the_other_zone(self, keys: Path, settings: Any) -> None:
        settings.ZONE = "outer"
        for path in (keys / "inner").glob("*.key"):
            path.unlink()

        assert seal_for("inner", {"answers": {}}).key_id in {key.kid for key in known_public_keys("inner")}

    def test_the_same_document_never_looks_alike(self) -> None:
        first, second = seal_for("inner", {"a": 1}), seal_for("inner", {"a": 1})

        assert first.sm3 != second.sm3
        assert unseal(first)["nonce"] != unseal(second)["nonce"]

    def test_an_altered_document_does_not_open(self) -> None:
        sealed = seal_for("inner", {"a": 1})

        for change in (
            {"ciphertext": sealed.ciphertext[:-8] + "AAAAAAA="},
            {"wrapped_key": seal_for("inner", {"a": 1}).wrapped_key},
            {"wrapped_key": "§"},
            {"iv": seal_for("inner", {"a": 1}).iv},
            {"sm3": "0" * 64},
        ):
            with pytest.raises(CannotOpen):
                unseal(dataclasses.replace(sealed, **change))

    def test_what_was_sealed_for_the_old_key_still_opens_after_a_change(self) -> None:
        old = seal_for("inner", {"a": 1})
        rotate_keys("inner", at=timezone.now())
        new = seal_for("inner", {"a": 2})

        assert new.key_id != old.key_id
        assert unseal(old)["a"] == 1
        assert unseal(new)["a"] == 2


class TestWrapping:
    def test_an_accounts_key_opens_for_its_account_only(self) -> None:
        key = new_key()
        wrapped = wrap_key(key, context="account:1")
        rotate_keys("inner", at=timezone.now())

        assert unwrap_key(wrapped, context="account:1") == key
        with pytest.raises(CannotOpen):
            unwrap_key(wrapped, context="account:2")

    def test_the_storage_key_changes_and_the_old_one_is_found_by_its_id(self) -> None:
        old, kid = storage_key(), storage_key_id()
        rotate_keys("inner", at=timezone.now())

        assert len(storage_key()) == 16
        assert storage_key() != old
        assert storage_key(kid) == old


def test_acting_as_the_other_zone_signs_as_it() -> None:
    assert verify(b"x", sign_as("outer", b"x"), "outer")


def test_anybody_may_fetch_the_public_keys(client: Client, keys: Path) -> None:
    answer = client.get("/.well-known/huizheng-keys.json").json()

    assert {(key["zone"], key["use"]) for key in answer["keys"]} == {
        (zone, use) for zone in ("outer", "inner") for use in ("sig", "enc")
    }


def test_the_command_says_what_to_do_first(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "empty"
    with pytest.raises(CommandError, match="keys make"):
        call_command("keys", "rotate")
    call_command("keys", "make", verbosity=0)
    call_command("keys", "rotate", verbosity=0)
