"""A room is entered only through its doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from grimp import ImportGraph


class DoorContract(Contract):  # type: ignore[misc]
    """Refuses an import that reaches past a room's ``api``, ``events`` or ``testing``."""

    rooms = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    welcome_everywhere = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> Any:  # noqa: ARG002, FBT001 - the base class's signature
        rooms = [room for storey in self.rooms for room in graph.find_children(storey)]
        break_ins = sorted(
            (visitor, module)
            for room in rooms
            for module in {room, *graph.find_descendants(room)}
            if not self._is_door(room, module)
            for visitor in graph.find_modules_that_directly_import(module)
            if not self._may_enter(room, visitor)
        )
        return ContractCheck(kept=not break_ins, metadata={"break_ins": break_ins})

    def render_broken_contract(self, check: Any) -> None:
        for visitor, module in check.metadata["break_ins"]:
            output.print_error(f"{visitor} walks past the door into {module}")

    def _is_door(self, room: str, module: str) -> bool:
        return any(module == f"{room}.{door}" or module.startswith(f"{room}.{door}.") for door in self.doors)

    def _may_enter(self, room: str, visitor: str) -> bool:
        hosts = [room, *self.welcome_everywhere]
        return any(visitor == host or visitor.startswith(f"{host}.") for host in hosts)
