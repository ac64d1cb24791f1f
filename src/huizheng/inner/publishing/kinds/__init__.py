"""The kinds of page an author may write, and the base they share.

A new kind is a subclass of ``ContentPage`` (of ``StructuredPage`` when it has fields, of ``CataloguePage`` when it is
an entry of the openness catalogue) in a module here; ``register_kind`` makes it known by its word.
"""

from huizheng.inner.publishing.kinds.appointment import AppointmentPage
from huizheng.inner.publishing.kinds.article import ArticlePage
from huizheng.inner.publishing.kinds.base import ContentPage
from huizheng.inner.publishing.kinds.budget import BudgetPage
from huizheng.inner.publishing.kinds.conference import ConferencePage
from huizheng.inner.publishing.kinds.dataset import DatasetPage
from huizheng.inner.publishing.kinds.decision import DecisionPage
from huizheng.inner.publishing.kinds.directory import EnterprisePage, ProductPage, ScenicPage
from huizheng.inner.publishing.kinds.document import DocumentPage
from huizheng.inner.publishing.kinds.gazette import GazettePage
from huizheng.inner.publishing.kinds.info import InfoPage
from huizheng.inner.publishing.kinds.market import ExhibitorPage, ExhibitPage, ExpoPage, InvestmentPage, PricePage
from huizheng.inner.publishing.kinds.offers import kind_choices_in, kinds_for
from huizheng.inner.publishing.kinds.permit import PermitPage
from huizheng.inner.publishing.kinds.person import PersonPage
from huizheng.inner.publishing.kinds.procurement import ProcurementPage
from huizheng.inner.publishing.kinds.project import ProjectPage
from huizheng.inner.publishing.kinds.region import RegionPage
from huizheng.inner.publishing.kinds.registry import kind_choices, kind_of, kinds, register_kind
from huizheng.inner.publishing.kinds.theme import ThemePage
from huizheng.inner.publishing.kinds.tree import SitePage
from huizheng.inner.publishing.kinds.work import CoursePage, VacancyPage

__all__ = [
    "AppointmentPage",
    "ArticlePage",
    "BudgetPage",
    "ConferencePage",
    "ContentPage",
    "CoursePage",
    "DatasetPage",
    "DecisionPage",
    "DocumentPage",
    "EnterprisePage",
    "ExhibitPage",
    "ExhibitorPage",
    "ExpoPage",
    "GazettePage",
    "InfoPage",
    "InvestmentPage",
    "PermitPage",
    "PersonPage",
    "PricePage",
    "ProcurementPage",
    "ProductPage",
    "ProjectPage",
    "RegionPage",
    "ScenicPage",
    "SitePage",
    "ThemePage",
    "VacancyPage",
    "kind_choices",
    "kind_choices_in",
    "kind_of",
    "kinds",
    "kinds_for",
    "register_kind",
]
