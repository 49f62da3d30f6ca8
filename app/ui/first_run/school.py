"""The page that asks for the school: eight short fields, three of them needed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.text import nfc
from app.ui import theme
from app.ui.first_run import suggest, texts
from app.ui.gate import Page
from app.ui.widgets.basic import Field, button, line


class SchoolPage(Page):
    """Asks for the school's facts; with `school` given, offers them for correction."""

    done = Signal(object)  # School
    left = Signal()

    def __init__(self, school: School | None = None) -> None:
        super().__init__(texts.SCHOOL, texts.SCHOOL_INTRO)
        self.kind, self.superior_kind = QComboBox(), QComboBox()
        for kind in SchoolKind:
            self.kind.addItem(texts.KINDS[kind], kind.value)
        for superior in SuperiorKind:
            self.superior_kind.addItem(texts.SUPERIOR_KINDS[superior], superior.value)
        self.name, self.symbol, self.principal = line(texts.NAME_HOLDER), line(), line()
        self.superior_name, self.office, self.place = line(), line(text=texts.OFFICE_DEFAULT), line()
        self._own_symbol = self._own_place = False
        self._lay_out()
        self.kind.setCurrentIndex(list(SchoolKind).index(SchoolKind.PRIMARY))
        self.name.setText(suggest.prefix(self._kind()))
        self._suggest()
        self._name_superior()
        self.kind.activated.connect(self._kind_chosen)
        self.superior_kind.activated.connect(self._name_superior)
        self.name.textEdited.connect(self._suggest)
        self.superior_name.textEdited.connect(self._suggest)
        self.symbol.textEdited.connect(self._symbol_typed)
        self.place.textEdited.connect(self._place_typed)
        if school is not None:
            self._show(school)

    def _show(self, school: School) -> None:
        self.kind.setCurrentIndex(list(SchoolKind).index(school.kind))
        self.superior_kind.setCurrentIndex(list(SuperiorKind).index(school.superior.kind))
        self._name_superior()
        self._own_symbol = self._own_place = True
        shown = (
            (self.name, school.name), (self.symbol, school.symbol), (self.place, school.place),
            (self.principal, school.principal), (self.superior_name, school.superior.name),
            (self.office, school.superior.office),
        )  # fmt: skip
        for editor, words in shown:
            editor.setText(words)
        self._show_example()
        self.next_button.setText(texts.SAVE)

    def _lay_out(self) -> None:
        self.name_field = Field(texts.NAME, self.name)
        self.symbol_field = Field(texts.SYMBOL, self.symbol, texts.SYMBOL_HINT)
        self.principal_field = Field(texts.PRINCIPAL, self.principal)
        self.superior_field = Field(texts.SUPERIOR_NAME, self.superior_name)
        self.office_field = Field(texts.OFFICE, self.office)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        fields = (
            Field(texts.KIND, self.kind), self.name_field,
            Field(texts.SUPERIOR_KIND, self.superior_kind), self.superior_field,
            self.office_field, Field(texts.PLACE, self.place, texts.PLACE_HINT),
            self.principal_field, self.symbol_field,
        )  # fmt: skip
        for number, field in enumerate(fields):
            grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self._order: tuple[QWidget, ...] = tuple(field.editor for field in fields)
        for before, after in zip(self._order, self._order[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.back_button = button(texts.BACK, self.left.emit)
        self.next_button = button(texts.NEXT, self.next, kind="primary", icon_name="arrow-right")
        self.end_with(self.back_button, self.next_button)

    def begin(self) -> None:
        self.name.setFocus()
        self.name.end(False)

    def _kind(self) -> SchoolKind:
        return SchoolKind(self.kind.currentData())

    def _superior_kind(self) -> SuperiorKind:
        return SuperiorKind(self.superior_kind.currentData())

    def _kind_chosen(self) -> None:
        if not suggest.own_name(self.name.text()):
            self.name.setText(suggest.prefix(self._kind()))
        self._suggest()

    def _name_superior(self) -> None:
        kind = self._superior_kind()
        words = texts.SUPERIOR_NAME.format(kind=texts.SUPERIOR_SHORT[kind])
        self.superior_field.name.setText(words)
        self.superior_name.setAccessibleName(words)
        self.office_field.setEnabled(kind is not SuperiorKind.DEPARTMENT)
        self.office.setText("" if kind is SuperiorKind.DEPARTMENT else texts.OFFICE_DEFAULT)

    def _suggest(self) -> None:
        """Fill the fields the person has not typed in; never the one being typed in."""
        if not self._own_symbol:
            self.symbol.setText(suggest.symbol(self._kind(), self.name.text()))
        if not self._own_place:
            self.place.setText(self.superior_name.text())
        self._show_example()

    def _symbol_typed(self) -> None:
        self._own_symbol = True
        self._show_example()

    def _place_typed(self) -> None:
        self._own_place = True

    def _show_example(self) -> None:
        self.symbol_field.note.setText(texts.SYMBOL_HINT.format(symbol=self.symbol.text().strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on: to the next field, after the last one to the next page."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        place = self._order.index(focus) if focus in self._order else len(self._order)
        after = next((w for w in self._order[place + 1 :] if w.isEnabled()), None)
        if after is None:
            self.next()
        else:
            after.setFocus(Qt.FocusReason.TabFocusReason)

    def next(self) -> None:
        def plain(field: object) -> str:
            return " ".join(nfc(field.text()).split())  # type: ignore[attr-defined]

        needed = (
            (self.name_field, suggest.own_name(self.name.text()), texts.NEED_NAME),
            (self.superior_field, plain(self.superior_name), texts.NEED_SUPERIOR),
            (self.principal_field, plain(self.principal), texts.NEED_PRINCIPAL),
        )
        missing = None
        for field, value, sentence in needed:
            field.fault("" if value else sentence)
            if not value and missing is None:
                missing = field
        if missing is not None:
            missing.editor.setFocus()
            return
        superior = Superior(self._superior_kind(), plain(self.superior_name), plain(self.office))
        self.done.emit(
            School(
                kind=self._kind(),
                name=plain(self.name),
                symbol=plain(self.symbol) or suggest.symbol(self._kind(), self.name.text()),
                place=plain(self.place) or superior.name,
                superior=superior,
                principal=plain(self.principal),
            )
        )
