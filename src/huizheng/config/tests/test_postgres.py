"""Where the embedded server listens."""

from __future__ import annotations

from pathlib import Path

from huizheng.config.postgres import Server, socket_folder


def test_the_socket_lies_in_the_servers_own_folder() -> None:
    data = Path("/srv/huizheng/var/postgres")

    command = Server(data, 5433).command()

    assert socket_folder(data, 5433) == data
    assert command[command.index("-k") + 1] == str(data)


def test_a_folder_too_deep_for_a_socket_is_reached_over_the_network_only() -> None:
    data = Path("/srv") / ("深" * 30) / "var" / "postgres"

    command = Server(data, 5433).command()

    assert socket_folder(data, 5433) is None
    assert command[command.index("-k") + 1] == ""
