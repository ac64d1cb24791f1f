"""The door of the forms room."""

from huizheng.commons.forms.asking import ask, form_expression
from huizheng.commons.forms.checking import Checked, validate
from huizheng.commons.forms.code_lists import code_list, is_code_list, register_code_list
from huizheng.commons.forms.context import Context
from huizheng.commons.forms.definition.answers_schema import answers_schema
from huizheng.commons.forms.definition.reading import form_schema, load_form
from huizheng.commons.forms.errors import AnswersRefused, FormInvalid, Problem
from huizheng.commons.forms.parts import Field, Form, Option, Section

__all__ = [
    "AnswersRefused",
    "Checked",
    "Context",
    "Field",
    "Form",
    "FormInvalid",
    "Option",
    "Problem",
    "Section",
    "answers_schema",
    "ask",
    "code_list",
    "form_expression",
    "form_schema",
    "is_code_list",
    "load_form",
    "register_code_list",
    "validate",
]
