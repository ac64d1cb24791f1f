"""The door of the forms room."""

from huizheng.commons.forms.amounts import amount_in_words
from huizheng.commons.forms.asking import ask, form_expression
from huizheng.commons.forms.checking import Checked, validate
from huizheng.commons.forms.code_lists import code_list, is_code_list, register_code_list
from huizheng.commons.forms.context import Context
from huizheng.commons.forms.corrections import correction_fields, merge_correction
from huizheng.commons.forms.definition.answers_schema import answers_schema
from huizheng.commons.forms.definition.comparison import CarriedOver, Difference, carry_over, compare
from huizheng.commons.forms.definition.reading import form_schema, load_form
from huizheng.commons.forms.errors import AnswersRefused, FormInvalid, Problem
from huizheng.commons.forms.expressions.expression import Expression
from huizheng.commons.forms.fields.identity import mask_name
from huizheng.commons.forms.names import control_id
from huizheng.commons.forms.parts import Field, Form, Option, Section
from huizheng.commons.forms.posting import Posted, read_post, uploads
from huizheng.commons.forms.prefilling import Known, Prefilled, Provenance, prefill, sources_still_true
from huizheng.commons.forms.presenting import FileLink
from huizheng.commons.forms.progress import SectionProgress, neighbours, progress
from huizheng.commons.forms.rendering import error_links, render
from huizheng.commons.forms.summary import (
    Change,
    SummaryRow,
    SummarySection,
    SummaryTable,
    diff,
    in_words,
    render_summary,
    summary,
    summary_facts,
)

__all__ = [
    "AnswersRefused",
    "CarriedOver",
    "Change",
    "Checked",
    "Context",
    "Difference",
    "Expression",
    "Field",
    "FileLink",
    "Form",
    "FormInvalid",
    "Known",
    "Option",
    "Posted",
    "Prefilled",
    "Problem",
    "Provenance",
    "Section",
    "SectionProgress",
    "SummaryRow",
    "SummarySection",
    "SummaryTable",
    "amount_in_words",
    "answers_schema",
    "ask",
    "carry_over",
    "code_list",
    "compare",
    "control_id",
    "correction_fields",
    "diff",
    "error_links",
    "form_expression",
    "form_schema",
    "in_words",
    "is_code_list",
    "load_form",
    "mask_name",
    "merge_correction",
    "neighbours",
    "prefill",
    "progress",
    "read_post",
    "register_code_list",
    "render",
    "render_summary",
    "sources_still_true",
    "summary",
    "summary_facts",
    "uploads",
    "validate",
]
