"""The review: list at the left, source text and details at the right. Knows no use case."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSplitter, QWidget

from app.domain.plan import Binds
from app.domain.views import ItemKind, PlanItem, PlanState, PlanView, Review
from app.ui.plan import texts
from app.ui.plan.details import FlagDetail, IssuePanel, PlainDetail
from app.ui.plan.editors import HeaderEditor, ItemEditor
from app.ui.plan.review_list import ReviewList
from app.ui.plan.rows import Entry, Group, chip_title, entries, group_of, with_headings
from app.ui.plan.source import SourceText
from app.ui.widgets.parts import Pages, button, column, frame, label, row, scrolled

NOT_OURS = (Binds.WARD, Binds.DEPARTMENT)


class ReviewPane(QWidget):
    """Signals say what the person decided; `show_plan` shows the outcome."""

    decided = Signal(list, object)  # items, Review
    edited = Signal(object, dict)
    header_edited = Signal(dict)
    why_asked = Signal(object)
    issue_confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view: PlanView | None = None
        self.superior = ""
        self._shown = Group.ALL
        self._groups: dict[Group, list[Entry]] = {}
        self.list = ReviewList()
        self.source = SourceText()
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        self._chip_group = QButtonGroup(self)
        self.item_editor = ItemEditor()
        self.header_editor = HeaderEditor()
        self.flag = FlagDetail()
        self.plain = PlainDetail(self._ask_why)
        self.issue = IssuePanel(self.issue_confirmed.emit, self._show_current)
        self.stack = Pages()
        for page in (self.item_editor, self.header_editor, self.flag, self.plain, self.issue):
            self.stack.addWidget(page)
        self._buttons = QWidget()
        self.hint = label("", "small", wrap=False)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.accept = button(texts.ACCEPT, lambda: self.decide(Review.ACCEPTED))
        self.edit = button(texts.EDIT, self.start_edit)
        self.aside = button(texts.ASIDE, lambda: self.decide(Review.SET_ASIDE))
        self.accept_all = button(texts.ACCEPT_ALL, self.accept_group)
        commands = row(self.accept, self.edit, self.aside, self.accept_all, 1, spacing=6)
        self._buttons.setLayout(commands)
        left = QWidget()
        left.setLayout(column(self.list, self._buttons, self.hint, spacing=6))
        area = scrolled(self.stack)
        self.stack.currentChanged.connect(lambda _at: area.verticalScrollBar().setValue(0))
        details = frame("panel", column(area, margin=10))
        right = QSplitter(Qt.Orientation.Vertical)
        top = QWidget()
        top.setLayout(column(label(texts.SOURCE, "small", wrap=False), self.source, spacing=2))
        right.addWidget(top)
        right.addWidget(details)
        right.setStretchFactor(0, 1)
        right.setSizes([220, 240])
        right.setChildrenCollapsible(False)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(right)
        across.setStretchFactor(0, 11)
        across.setStretchFactor(1, 9)
        across.setSizes([550, 450])
        across.setHandleWidth(10)
        across.setChildrenCollapsible(False)
        box = column(self.chips, across, spacing=8)
        box.setStretch(1, 1)
        self.setLayout(box)

    def _connect(self) -> None:
        self.list.moved.connect(self._moved)
        self.list.keys = {
            "N": lambda: self.decide(Review.ACCEPTED),
            "S": self.start_edit,
            "R": lambda: self.decide(Review.SET_ASIDE),
            "A": self.accept_group,
            "\r": self.start_edit,
        }
        for editor in (self.item_editor, self.header_editor):
            back = QShortcut(
                QKeySequence("Esc"), editor, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            back.activated.connect(self.list.setFocus)
        self.item_editor.edited.connect(self.edited)
        self.header_editor.edited.connect(self.header_edited)
        self.flag.wanted.connect(lambda block, words: self.source.light_up(((block, words),)))

    @property
    def reviewing(self) -> bool:
        return self.view is not None and self.view.state is PlanState.DRAFT

    def show_plan(self, view: PlanView, superior: str) -> None:
        asking = self.stack.currentWidget() is self.issue
        self.view, self.superior = view, superior
        self._groups = entries(view)
        self._build_chips()
        self._buttons.setVisible(self.reviewing)
        self.hint.setText(texts.LIST_HINT if self.reviewing else texts.READ_HINT)
        self.source.show_lines(view.source)
        self._fill()
        if asking and self.reviewing:
            self.issue.show_plan(view)
            self.stack.setCurrentWidget(self.issue)

    def ask_issue(self) -> None:
        """Say what issuing does; the focus leaves its field, which saves what was typed there."""
        if self.view is not None:
            self.issue.show_plan(self.view)
            self.stack.setCurrentWidget(self.issue)
            self.issue.yes.setFocus()

    def select(self, item_id: str) -> bool:
        self._shown = Group.ALL
        self._fill()
        return self.list.select(item_id)

    def decide(self, decision: Review) -> None:
        """Decide on the selected items, then go to the next one nobody has looked at."""
        items = [entry.item for entry in self.list.selected() if entry.item is not None]
        if not self.reviewing or not items:
            return
        ids = {item.id for item in items}
        self.list.select_next(
            lambda entry: (
                entry.item is not None and entry.item.review is Review.PROPOSED and entry.item.id not in ids
            )
        )
        self.decided.emit(items, decision)

    def accept_group(self) -> None:
        """Everything of the current row's group nobody has decided on; the superior's is set aside."""
        entry = self.list.current()
        if entry is None or not self.reviewing:
            return
        items = [
            found.item
            for found in self._groups.get(entry.group, [])
            if found.item is not None and found.item.review is Review.PROPOSED
        ]
        if items:
            aside = entry.group is Group.SUPERIOR
            self.decided.emit(items, Review.SET_ASIDE if aside else Review.ACCEPTED)

    def start_edit(self) -> None:
        entry = self.list.current()
        if entry is None:
            return
        if entry.group is Group.HEADER:
            self.header_editor.fields["number"].setFocus()
        elif self.stack.currentWidget() is self.item_editor:
            self.item_editor.words.setFocus()
        elif entry.item is not None and not self.reviewing:
            self._ask_why()

    def _build_chips(self) -> None:
        wanted = [Group.ALL, *(group for group in self._groups if group is not Group.HEADER)]
        if self._shown not in wanted:
            self._shown = Group.ALL
        while self.chips.count():
            old = self.chips.takeAt(0).widget()
            if old is not None:
                self._chip_group.removeButton(old)
                old.hide()
                old.deleteLater()
        for group in wanted:
            count = sum(len(rows) for at, rows in self._groups.items() if group in (Group.ALL, at))
            count -= group is Group.ALL
            chip = button(f"{chip_title(group, self.superior)}  {count}", kind="chip")
            chip.setCheckable(True)
            chip.setChecked(group is self._shown)
            chip.clicked.connect(lambda _on=False, group=group: self.show_group(group))
            self._chip_group.addButton(chip)
            self.chips.addWidget(chip)
        self.chips.addStretch(1)

    def show_group(self, group: Group) -> None:
        self._shown = group
        self._fill()
        self._build_chips()
        self.list.setFocus()

    def _fill(self) -> None:
        self.list.set_entries(with_headings(self._groups, self._shown, self.superior))
        self._show_current()

    def _moved(self, entry: Entry | None) -> None:
        if entry is not None:
            self.source.light_up(entry.blocks)
        self._show_current()

    def _show_current(self) -> None:
        entry = self.list.current()
        if entry is None or self.view is None:
            return
        has_item = entry.item is not None and self.reviewing
        for command in (self.accept, self.aside, self.edit):
            command.setEnabled(has_item)
        self.edit.setEnabled(has_item or entry.group is Group.HEADER)
        self.accept_all.setEnabled(has_item)
        if entry.group is Group.HEADER:
            self.header_editor.show_plan(self.view)
            self.stack.setCurrentWidget(self.header_editor)
        elif entry.flag is not None:
            self.flag.show_flag(entry.flag)
            self.stack.setCurrentWidget(self.flag)
        elif entry.item is not None:
            self._show_item(entry.item)
        elif entry.line is not None:
            self.plain.show_words(texts.UNUSED_TITLE, texts.UNUSED_WORDS, entry.second, can_ask=False)
            self.stack.setCurrentWidget(self.plain)

    def _show_item(self, item: PlanItem) -> None:
        assert self.view is not None
        if not self.reviewing or item.kind is ItemKind.DUTY:
            self.plain.show_item(item, can_ask=not self.reviewing)
            self.stack.setCurrentWidget(self.plain)
            return
        theirs = group_of(item) is Group.SUPERIOR
        hint = texts.SUPERIOR_HINT.format(superior=self.superior) if theirs else texts.EDIT_HINT
        self.item_editor.show_item(item, self.view.year, hint)
        self.stack.setCurrentWidget(self.item_editor)

    def _ask_why(self) -> None:
        entry = self.list.current()
        if entry is not None and entry.item is not None:
            self.why_asked.emit(entry.item)
