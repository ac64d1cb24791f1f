"""One command starts everything, Ctrl-C stops everything, and nothing is lost between."""

from __future__ import annotations

import base64
import http.cookiejar
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from django_otp.oath import totp

from tests.product.instance import Product, known_product, new_product


def health(address: str) -> dict:
    with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:  # noqa: S310 - the address is our own instance
        return json.load(answer)


class Visitor:
    """A browser without a window: keeps cookies, sends forms back with their token, follows where it is sent."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def signs_in(self, account: dict[str, Any]) -> bool:
        """Give password, and code where one is asked for; say whether a page for the signed-in is reached."""
        where, page = self.asks("/account/sign-in/")
        name = "login" if account["zone"] == "outer" else "login_name"
        where, page = self.sends(where, page, **{name: account["login"], "password": account["password"]})
        for drift in (0, 1):  # a code counts once; whoever comes again within its half minute gives the next one
            if not where.endswith("/account/sign-in/code/"):
                break
            code = totp(base64.b32decode(account["totp_secret"]), drift=drift)
            where, page = self.sends(where, page, code=f"{code:06d}")
        return "/account/sign-in/" not in where and 'action="/account/sign-out/"' in page

    def asks(self, path: str) -> tuple[str, str]:
        return self._read(urllib.request.Request(f"{self.address}{path}"))  # noqa: S310 - the address is our own instance

    def sends(self, where: str, page: str, **given: str) -> tuple[str, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **given}).encode()
        headers = {"Referer": where, "Origin": self.address}
        return self._read(urllib.request.Request(where, data=body, headers=headers))  # noqa: S310 - as above

    def _read(self, request: urllib.request.Request) -> tuple[str, str]:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.geturl(), answer.read().decode()
        except urllib.error.HTTPError as refusal:  # a form that is shown again
            with refusal:
                return refusal.geturl(), refusal.read().decode()


class TestAFreshInstance:
    def test_both_zones_say_that_they_are_ready(self, product: Product) -> None:
        for zone, address in (("outer", product.outer), ("inner", product.inner)):
            said = health(address)
            assert said["zone"] == zone
            assert said["ready"]
            assert said["version"]
            assert "gate" in said["checks"]
            assert set(said["lag"]) == {"gate", "index"}

    def test_names_its_demonstration_accounts_for_scripts(self, product: Product) -> None:
        printed = subprocess.run(
            [sys.executable, "-m", "huizheng.config.cli", "demo", "--json"],
            env=product.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        said = json.loads(printed)
        assert said["addresses"]["outer"] == product.outer
        assert said["addresses"]["inner"] == product.inner
        assert {"resident", "enterprise", "clerk", "reviewer", "approver", "leader", "auditor", "operator"} <= {
            account["login"] for account in said["accounts"]
        }

    def test_every_account_it_names_signs_in_in_its_zone(self, product: Product) -> None:
        printed = subprocess.run(
            [sys.executable, "-m", "huizheng.config.cli", "demo", "--json"],
            env=product.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        said = json.loads(printed)
        refused = [
            f"{account['zone']} {account['login']}"
            for account in said["accounts"]
            if not Visitor(said["addresses"][account["zone"]]).signs_in(account)
        ]
        assert refused == []
        stranger = Visitor(said["addresses"]["inner"])
        assert not stranger.signs_in(said["accounts"][-1] | {"password": "not this one"})

    def test_a_second_start_on_the_same_state_is_refused_in_plain_words(self, product: Product) -> None:
        second = subprocess.run(
            [sys.executable, "-m", "huizheng.config.supervisor"],
            env=product.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert second.returncode == 1
        assert "已在运行" in second.stderr
        assert "HUIZHENG_VAR" in second.stderr

    def test_metrics_are_on_the_loopback_port(self, product: Product) -> None:
        port = 20000 + (product.port * 4) % 12000 + 3
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
        assert 'huizheng_part_up{part="postgres"} 1.0' in text
        assert "huizheng_requests_total" in text

    def test_one_zone_may_not_enter_the_other_zones_database(self, product: Product) -> None:
        import psycopg
        import pytest

        password = (product.var / "secrets" / "outer" / "database.password").read_text().strip()
        port = 20000 + (product.port * 4) % 12000
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(
                host="127.0.0.1",
                port=port,
                dbname="huizheng_inner",
                user="huizheng_outer",
                password=password,
            )


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    instance = new_product()
    with socket.socket() as taken:
        # What an earlier instance closed a moment ago may still linger on the port.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", instance.port))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "huizheng.config.supervisor"],
            env=instance.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    shutil.rmtree(instance.var.parent)
    assert done.returncode == 1
    assert str(instance.port) in done.stderr
    assert "HUIZHENG_OUTER_PORT" in done.stderr


def test_stops_cleanly_and_starts_again_with_its_data() -> None:
    instance = known_product()
    instance.start()
    secret = (instance.var / "secrets" / "inner" / "django.secret").read_text()
    pids = instance.part_pids()
    assert instance.stop() == 0
    assert not [name for name, pid in pids.items() if _runs(pid)]

    instance.start()
    assert (instance.var / "secrets" / "inner" / "django.secret").read_text() == secret
    assert health(instance.outer)["ready"]

    # Whoever started it closes the terminal: nobody reads what it says any more, and it is told to hang up.
    pids, process = instance.part_pids(), instance.process
    assert process
    assert process.stdout
    process.stdout.close()
    process.send_signal(signal.SIGHUP)
    assert process.wait(60) == 0
    assert not [name for name, pid in pids.items() if _runs(pid)]
    shutil.rmtree(instance.var.parent)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False
