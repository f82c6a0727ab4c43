"""Addresses, by who is looking."""

from __future__ import annotations

from django.urls import include, path

from prongsai.web.agency import (
    analysis,
    documents,
    drafts,
    history,
    imports,
    papers,
    pictures,
    signatories,
    signing,
    years,
)
from prongsai.web.agency import results as results_view
from prongsai.web.agency.disclosure import answers, board
from prongsai.web.agency.disclosure import item as oit_item
from prongsai.web.agency.intake import booklets, entry, paste
from prongsai.web.agency.office import particulars, units
from prongsai.web.agency.running import closing, correcting, edition, opening, phases
from prongsai.web.people import accounts, areas, beginning, breaches, holidays, jobs, joining, people, privacy
from prongsai.web.shell import fonts, health, home

urlpatterns = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
    path("language", home.language, name="language"),
    path("fonts/<str:name>", fonts.font, name="font"),
    path("accounts/", include("prongsai.web.shell.accounts.urls")),
    path("accounts/data/", privacy.own, name="my-data"),
    path("accounts/data.<str:form>", privacy.own_file, name="my-data-file"),
    path("privacy/", privacy.notice, name="privacy"),
    path("privacy/seen/", privacy.seen, name="privacy-seen"),
    path("site/processing/", privacy.processing, name="processing"),
    path("site/processing.<str:form>", privacy.processing_file, name="processing-file"),
    path("site/breaches/", breaches.breaches, name="breaches"),
    path("site/breaches/new/", breaches.breach, name="breach-new"),
    path("site/breaches/<int:number>/", breaches.breach, name="breach"),
    path("start/", beginning.start, name="start"),
    path("agencies/new/", beginning.new_agency, name="new-agency"),
    path("join/", joining.join, name="join"),
    path("people/", areas.people, name="area-people"),
    path("people/invite/", areas.invite, name="area-invite"),
    path("people/invitations/<int:number>/withdraw/", areas.withdraw, name="area-withdraw"),
    path("people/<int:grant>/end/", areas.end, name="area-end-role"),
    path("people/accounts/", accounts.accounts, name="accounts"),
    path("people/accounts/<int:person>/", accounts.account, name="account"),
    path("people/accounts/<int:person>/data/", privacy.of_person, name="person-data"),
    path("people/accounts/<int:person>/data.<str:form>", privacy.of_person_file, name="person-data-file"),
    path("people/accounts/<int:person>/<str:step>/", accounts.step, name="account-step"),
    path("site/holidays/", holidays.holidays, name="holidays"),
    path("site/jobs/", jobs.jobs, name="jobs"),
    path("a/<str:code>/people/", people.people, name="people"),
    path("a/<str:code>/people/invite/", people.invite, name="invite"),
    path("a/<str:code>/people/invitations/<int:number>/withdraw/", people.withdraw, name="withdraw"),
    path("a/<str:code>/people/give/", people.give, name="give-role"),
    path("a/<str:code>/people/<int:grant>/end/", people.end, name="end-role"),
    path("a/<str:code>/people/<int:person>/leave/", people.leave, name="leave"),
    path("a/<str:code>/handover/", people.handover, name="handover"),
    path("a/<str:code>/pictures/", pictures.pictures, name="pictures"),
    path("a/<str:code>/pictures/<str:name>.png", pictures.picture, name="picture"),
    path("a/<str:code>/signatories/", signatories.signatories, name="signatories"),
    path("a/<str:code>/signatories/<int:signatory>/", signatories.signatory, name="signatory"),
    path("a/<str:code>/agency/", particulars.particulars, name="agency"),
    path("a/<str:code>/units/", units.tree, name="units"),
    path("a/<str:code>/units/paste/", units.paste, name="units-paste"),
    path("a/<str:code>/units/<int:unit>/", units.unit, name="unit"),
    path("a/<str:code>/history/", history.history, name="history"),
    path("a/<str:code>/years/open/", opening.open_year, name="year-open"),
    path("a/<str:code>/<int:year>/edition/", edition.edition, name="year-edition"),
    path("a/<str:code>/<int:year>/phases/", phases.phases, name="phases"),
    path("a/<str:code>/<int:year>/close/", closing.close, name="year-close"),
    path("a/<str:code>/<int:year>/correct/", correcting.correct, name="correct"),
    path("a/<str:code>/", years.year_home, name="year-latest"),
    path("a/<str:code>/<int:year>/", years.year_home, name="year"),
    path("a/<str:code>/<int:year>/results/", results_view.results, name="results"),
    path("a/<str:code>/<int:year>/items/<str:item>/", results_view.item, name="item"),
    path("a/<str:code>/<int:year>/results/<path:figure>/", results_view.figure, name="figure"),
    path("a/<str:code>/import/", imports.newest, name="import-new"),
    path("a/<str:code>/<int:year>/import/", imports.upload, name="intake"),
    path("a/<str:code>/<int:year>/import/<int:upload>/", imports.preview, name="import-preview"),
    path("a/<str:code>/<int:year>/import/paste/", paste.paste, name="paste"),
    path("a/<str:code>/<int:year>/import/booklet/", booklets.booklet, name="booklet"),
    path("a/<str:code>/<int:year>/entry/", entry.entry, name="entry"),
    path("a/<str:code>/<int:year>/import/blank.<str:form>", imports.blank_form, name="blank-form"),
    path("a/<str:code>/<int:year>/draft/<str:page>/", drafts.draft, name="draft"),
    path("a/<str:code>/<int:year>/versions/", imports.versions, name="versions"),
    path("a/<str:code>/<int:year>/round.<str:form>", imports.download, name="round-download"),
    path("a/<str:code>/<int:year>/oit/", board.board, name="oit"),
    path("a/<str:code>/<int:year>/oit/answers/", answers.answers, name="oit-answers"),
    path("a/<str:code>/<int:year>/oit/<str:asked>/", oit_item.item, name="oit-item"),
    path("a/<str:code>/<int:year>/analysis/", analysis.analysis, name="analysis"),
    path("a/<str:code>/<int:year>/documents/", documents.documents, name="documents"),
    path("a/<str:code>/<int:year>/documents/make/", documents.make, name="document-make"),
    path("a/<str:code>/<int:year>/documents/<int:pk>/", documents.document, name="document"),
    path("a/<str:code>/<int:year>/documents/<int:pk>/file", documents.document_file, name="document-file"),
    path("a/<str:code>/<int:year>/documents/advice/", signing.advice, name="advice-take"),
    path("a/<str:code>/<int:year>/documents/decisions/<int:decision>/", signing.undecide, name="undecide"),
    path("a/<str:code>/<int:year>/documents/<int:pk>/decide/", signing.decide, name="decide"),
    path("a/<str:code>/<int:year>/documents/<int:pk>/issue/", signing.issue, name="document-issue"),
    path("a/<str:code>/<int:year>/documents/<int:pk>/issued", signing.issued_file, name="issued-file"),
    path("a/<str:code>/<int:year>/papers/", papers.papers, name="papers"),
    path("a/<str:code>/<int:year>/texts/<str:part>/", documents.text, name="text"),
]
handler400 = "prongsai.web.shell.errors.bad_request"
handler403 = "prongsai.web.shell.errors.forbidden"
handler404 = "prongsai.web.shell.errors.not_found"
handler500 = "prongsai.web.shell.errors.broken"
