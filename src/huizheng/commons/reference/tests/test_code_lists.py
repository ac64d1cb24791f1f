from __future__ import annotations

import pytest

from huizheng.commons.reference.api import (
    UnknownCodeList,
    code_label,
    code_list,
    code_list_status,
    code_lists,
)

# What the forms of the 169 items ask for by name.
ASKED_FOR = {
    "banks",
    "nation",
    "country",
    "industry",
    "hospital",
    "police_station",
    "exit_entry_office",
    "organ",
    "scope_catalogue",
    "jobs",
    "registry",
    "school",
    "medical_dept",
    "job_kind",
    "subject",
    "library",
    "vaccine_clinic",
    "region",
    "university",
    "open_topic",
    "course",
    "training_site",
    "pension_level",
    "care_home",
    "driving_school",
    "exam_site",
    "station",
    "machine",
    "province",
    "seal_shop",
    "food_category",
    "product_unit",
    "hightech_field",
}


@pytest.mark.usefixtures("reference")
def test_every_list_that_forms_ask_for_has_entries_in_both_languages() -> None:
    assert set(code_lists()) >= ASKED_FOR
    for name in code_lists():
        entries = code_list(name)
        assert entries
        assert len({entry.value for entry in entries}) == len(entries)
        assert all(entry.label and entry.label_en for entry in entries)


def test_there_are_56_nations_and_32_person_themes() -> None:
    assert len(code_list("nation")) == 56
    assert len(code_list("person_theme")) == 32
    assert len(code_list("corp_theme")) == 35


def test_a_label_reads_in_either_language_and_an_unknown_value_as_itself() -> None:
    assert code_label("cert_type", "414") == "护照"
    assert code_label("cert_type", "414", english=True) == "Passport"
    assert code_label("cert_type", "000") == "000"


def test_an_invented_list_says_so() -> None:
    assert code_list_status("hospital") == "demo"
    assert all("演示" in entry.label for entry in code_list("hospital"))
    assert code_list_status("satisfaction") == "verified"


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownCodeList, match="planets"):
        code_list("planets")
