"""``report_items``: what the conversion of the starting data had to guess, and what the quality rules say."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from huizheng.inner.items.conversion.columns import is_described
from huizheng.inner.items.conversion.document import document
from huizheng.inner.items.conversion.facts import facts
from huizheng.inner.items.conversion.steps import unknown_actors
from huizheng.inner.items.rules import World, blocking, every_rule, examine


class Command(BaseCommand):
    help = (
        "List guessed actors, undescribed tables and findings of the quality rules over all items of the starting data."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        items = facts()
        for slug, step, actor in unknown_actors(items):
            self.stdout.write(f"未登记的办理主体：{slug} {step} {actor}")
        for fact in items:
            for field in fact["form_fields"]:
                if field["type"] == "table" and not is_described(field["key"]):
                    self.stdout.write(f"未描述列的表：{fact['slug']} {field['key']} {field['label']}")
        world = World(frozenset(fact["slug"] for fact in items))
        tally: Counter[str] = Counter()
        for fact in items:
            findings = examine(document(fact), world)
            tally.update(finding.code for finding in findings)
            for finding in blocking(findings):
                self.stdout.write(f"须改正：{fact['slug']} {finding.part} {finding.message}")
        for rule in every_rule():
            self.stdout.write(f"{rule.severity.label} {rule.code} {rule.says}：{tally[rule.code]}")
        self.stdout.write(f"共 {len(items)} 个事项")
