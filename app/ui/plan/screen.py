"""Kế hoạch năm: empty → reading → review → issued (journey a)."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.org import School
from app.domain.views import Changed, PlanItem, PlanState, PlanView, Review
from app.jobs.desk import Desk
from app.ui.plan import texts
from app.ui.plan.review import ReviewPane
from app.ui.plan.rows import Group
from app.ui.screen import Screen, Talk
from app.ui.theme import Tone
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.files import FileDrop
from app.ui.widgets.marks import Chip
from app.ui.widgets.parts import button, column, label, restyle, row, taking
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.tone import SHEET
from app.ui.widgets.undo import offer_undo
from app.ui.words import texts as words
from app.ui.words.plain import readable, short


class PlanScreen(Screen):
    title = texts.TITLE
    icon = "file-text"

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.setStyleSheet(SHEET)
        self.view: PlanView | None = None
        self._superior = ""
        self._wanted_item = ""
        self._flags_wanted = False
        self.progress = ProgressStrip()
        self.empty = EmptyState(
            "file-text", texts.EMPTY_TITLE, texts.EMPTY_WORDS, texts.IMPORT, self.choose_file
        )
        self.review = ReviewPane()
        self.state = Chip()
        self.name = label("", "heading")
        self.summary = label("", "muted", wrap=False)
        self.other = button(texts.IMPORT_OTHER, self.choose_file)
        self.export = button(texts.EXPORT, self.export_files)
        self.export.setToolTip(texts.EXPORT_TIP)
        self.issue = button(texts.ISSUE, self.review.ask_issue, kind="primary")
        self.to_month = button(texts.OPEN_MONTH, lambda: self.open_screen("month"), kind="primary")
        self.stack = QStackedWidget()
        self._build()
        self.setFocusProxy(self.review.list)
        self.review.decided.connect(self._decide)
        self.review.edited.connect(self._edit)
        self.review.header_edited.connect(self._edit_header)
        self.review.header_editor.wrong_day.connect(self._wrong_day)
        self.review.why_asked.connect(self._why)
        self.review.issue_confirmed.connect(self._issue)
        FileDrop(self, self._dropped, hovering=self._hover)

    def _build(self) -> None:
        head = row(self.name, self.state, spacing=10)
        head.setStretch(0, 1)
        top = row(
            column(head, self.summary, spacing=2),
            self.other,
            self.export,
            self.issue,
            self.to_month,
            spacing=10,
        )
        top.setStretch(0, 1)
        loaded = QWidget()
        body = column(top, self.review, spacing=8)
        body.setStretch(1, 1)
        loaded.setLayout(body)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(loaded)
        self._loaded = loaded
        self.setLayout(column(self.progress, self.stack, spacing=8, margin=16))

    def refresh(self) -> None:
        self.desk.read("setup.school", then=taking(self.talk, self._got_school))
        self.desk.read("plans.drafts", then=taking(self.talk, self._got_drafts))

    def show_at(self, **where: object) -> None:
        """`item`: a target, task or duty to go to; `flags`: its flags; `choose`: ask for a plan file."""
        self._flags_wanted = bool(where.get("flags"))
        if where.get("choose"):
            self.choose_file()
        self._wanted_item = str(where.get("item", ""))
        if self._wanted_item and self.view is not None and self.review.select(self._wanted_item):
            self._wanted_item = ""

    def choose_file(self) -> None:
        path = self.talk.open_file(texts.OPEN_TITLE, texts.FILTERS)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        if not self.other.isEnabled():
            self.talk.tell(texts.STILL_READING)
            return
        self.progress.begin(texts.READING.format(name=path.name))
        self._set_busy(True)
        job = self.desk.work(
            "plans.import_plan",
            path,
            with_book=True,
            on_progress=self.progress.step,
            then=taking(self.talk, self._imported, self._import_ended),
        )
        self.progress.watch(job)

    def export_files(self) -> None:
        """The plan as Word, PDF and Excel files into a folder the person names."""
        folder = self.talk.choose_folder(texts.EXPORT_TITLE)
        if folder is None or self.view is None:
            return

        def written(paths: tuple[Path, ...]) -> None:
            self._import_ended()
            self.talk.tell(texts.EXPORTED.format(n=len(paths), folder=folder), texts.EXPORTED_DO)

        self.progress.begin(texts.EXPORTING)
        self._set_busy(True)
        job = self.desk.work(
            "plan_papers.write",
            self.view.id,
            folder,
            with_book=True,
            on_progress=self.progress.step,
            then=taking(self.talk, written, self._import_ended),
        )
        self.progress.watch(job)

    def _set_busy(self, busy: bool) -> None:
        for control in (self.empty.action, self.other, self.export, self.issue):
            control.setEnabled(not busy)

    def _imported(self, view: PlanView) -> None:
        self._import_ended()
        self._show(view)
        self.review.list.setFocus()

    def _import_ended(self) -> None:
        self.progress.end()
        self._set_busy(False)

    def _got_school(self, school: School) -> None:
        self._superior = words.SUPERIORS[school.superior.kind]
        if self.view is not None:
            self._show(self.view)

    def _got_drafts(self, ids: tuple[str, ...]) -> None:
        if ids:
            self._load(ids[-1])
        else:
            self.desk.read("plans.current_plan", then=taking(self.talk, self._load))

    def _load(self, plan_id: str) -> None:
        if plan_id:
            self.desk.read("plans.plan", plan_id, then=taking(self.talk, self._show))
        else:
            self.view = None
            self.stack.setCurrentWidget(self.empty)

    def _reload(self) -> None:
        if self.view is not None:
            self._load(self.view.id)

    def _show(self, view: PlanView) -> None:
        self.view = view
        draft = view.state is PlanState.DRAFT
        self.name.setText(readable(view.subject) or readable(view.title) or view.source_name)
        self.state.show_as(texts.DRAFT if draft else texts.ISSUED, Tone.WAIT if draft else Tone.GOOD)
        self.summary.setText(self._summary(view))
        self.issue.setVisible(draft)
        self.other.setVisible(draft)
        self.to_month.setVisible(not draft)
        self.review.show_plan(view, self._superior)
        self.stack.setCurrentWidget(self._loaded)
        if self._flags_wanted and view.flags:
            self.review.show_group(Group.FLAGS)
            self._flags_wanted = False
        if self._wanted_item and self.review.select(self._wanted_item):
            self._wanted_item = ""

    def _summary(self, view: PlanView) -> str:
        number = f"{view.number}/{view.symbol}" if view.number else texts.NO_NUMBER
        parts = [f"{texts.NUMBER} {number}" if view.number else f"{view.symbol} ({number})".strip()]
        parts.append(
            ", ".join(part for part in (view.place, words.day(view.issued_on, texts.NO_DATE)) if part)
        )
        parts.append(view.signer_name)
        if view.state is PlanState.DRAFT:
            left = sum(item.review is Review.PROPOSED for item in view.items)
            parts.append(texts.TO_REVIEW.format(n=left) if left else texts.ALL_REVIEWED)
        return "  ·  ".join(part for part in parts if part)

    def _decide(self, items: list[PlanItem], decision: Review) -> None:
        accepted = decision is Review.ACCEPTED
        if len(items) == 1:
            said = (texts.ACCEPTED_ONE if accepted else texts.ASIDE_ONE).format(
                words=short(readable(items[0].words))
            )
        else:
            said = (texts.ACCEPTED_MANY if accepted else texts.ASIDE_MANY).format(n=len(items))
        ordered = sorted(items, key=lambda item: item.kind)
        for kind, same in groupby(ordered, key=lambda item: item.kind):
            ids = [item.id for item in same]
            self.desk.write("plans.review", kind, ids, decision, then=self._after(said))

    def _edit(self, item: PlanItem, values: dict[str, Any]) -> None:
        said = texts.EDITED.format(words=short(readable(item.words)))
        self.desk.write("plans.edit_item", item.kind, item.id, then=self._after(said), **values)

    def _edit_header(self, values: dict[str, Any]) -> None:
        if self.view is not None:
            said = texts.HEADER_EDITED
            self.desk.write("plans.edit_header", self.view.id, values, then=self._after(said))

    def _wrong_day(self, typed: str) -> None:
        self.talk.tell(texts.DATE_WRONG.format(words=typed), texts.DATE_WRONG_DO)

    def _issue(self) -> None:
        if self.view is not None:
            self.desk.write("plans.issue", self.view.id, then=self._after(texts.ISSUED_NOW, leave=True))

    def _after(self, said: str, *, leave: bool = False) -> Any:
        def done(changed: Changed) -> None:
            offer_undo(self.desk, self.talk, said, changed, self.refresh)
            self._reload()
            if leave:
                self.open_screen("month")

        return taking(self.talk, done, self._reload)

    def _why(self, item: PlanItem) -> None:
        self.desk.read(
            "plans.why", item.kind, item.id, then=taking(self.talk, self.review.plain.answer.show_why)
        )

    def _dropped(self, paths: list[Path], _event: QDropEvent) -> None:
        self.import_file(paths[0])

    def _hover(self, over: bool) -> None:
        restyle(self.empty, over=over)
