"""The cards of the overview; every number opens the screen it was counted on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton

from app.domain.report import TargetStatus, TaskState
from app.domain.views import DueReport, HomeView, ReportState, TaskRow
from app.ui import texts as shell_texts
from app.ui import theme
from app.ui.home import texts
from app.ui.home.lines import Line, LineList, empty_layout
from app.ui.theme import Tone
from app.ui.widgets.basic import Card, button
from app.ui.widgets.marks import Chip, Part, PartsBar
from app.ui.widgets.parts import label
from app.ui.words.texts import TARGET_STATUS

OLD_BACKUP_DAYS = 7
RECENT_DAYS = 31  # an older missed report is counted, not listed

Open = Callable[..., None]


class DueCard(Card):
    def __init__(self, open_screen: Open) -> None:
        super().__init__(texts.DUE, "clock")
        self._open = open_screen
        self._old = 0
        self.lines = LineList(self._more, lambda: self._open("reports"), tall=True)
        self.none = label("", "muted")
        self.body.addWidget(self.none)
        self.body.addWidget(self.lines, 1)

    def show_view(self, view: HomeView) -> None:
        waiting = [due for due in view.due if due.state is not ReportState.PACKED]
        old = [due for due in waiting if due.days_left is not None and due.days_left < -RECENT_DAYS]
        shown = [due for due in waiting if due not in old]
        self._old = len(old)
        self.none.setText(texts.NO_DUE if view.due else texts.NO_DUE_PLAN)
        self.none.setVisible(not shown)
        self.lines.show_lines([self._line(due) for due in shown])

    def _line(self, due: DueReport) -> Line:
        where: dict[str, object] = {"year": due.year, "month": due.month}
        if due.report_id:
            where["report"] = due.report_id
        words, tone = _days(due)
        day = due.last_safe_day
        safe = texts.SAFE_DAY.format(day=day.strftime(shell_texts.DAY)) if day else texts.NO_DAY
        name = due.label[:1].upper() + due.label[1:]
        below = f"{safe} · {texts.STATES[due.state]}"
        return Line(name, partial(self._open, "reports", **where), words, tone, below)

    def _more(self, hidden: int) -> str:
        parts = [texts.MORE_DUES.format(count=hidden)] if hidden else []
        if self._old:
            parts.append(texts.OLD_DUES.format(count=self._old))
        return " · ".join(parts)


def _days(due: DueReport) -> tuple[str, Tone]:
    if due.days_left is None:
        return "", Tone.CALM
    if due.days_left < 0:
        return texts.LATE.format(days=-due.days_left), Tone.BAD
    if due.days_left == 0:
        return texts.TODAY_LAST, Tone.BAD
    return texts.DAYS_LEFT.format(days=due.days_left), Tone.PART if due.days_left <= 7 else Tone.WAIT


class MonthCard(Card):
    """The month in four numbers, a bar, and the first tasks that wait."""

    def __init__(self, open_screen: Open) -> None:
        super().__init__("…", "calendar-check")
        self._open = open_screen
        self._at: dict[str, int] = {}
        self.head.addWidget(button(texts.OPEN_MONTH, self._open_month, kind="link", icon_name="arrow-right"))
        numbers = QHBoxLayout()
        numbers.setSpacing(theme.XL)
        self.numbers: dict[str, QPushButton] = {}
        for word in (texts.DONE, texts.PARTLY, texts.NOT_DONE, texts.OPEN):
            made = button("0", self._open_month, kind="number")
            self.numbers[word] = made
            pair = QHBoxLayout()
            pair.setSpacing(2)
            pair.addWidget(made)
            pair.addWidget(label(word, "muted", wrap=False))
            numbers.addLayout(pair)
        numbers.addStretch(1)
        self.bar = PartsBar()
        self._past = 0
        self.tasks = LineList(self._more, self._open_month)
        self.none = label(texts.MONTH_NONE, "muted")
        self.body.addLayout(numbers)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.none)
        self.body.addWidget(self.tasks, 1)

    def _open_month(self) -> None:
        self._open("month", **self._at)

    def show_view(self, view: HomeView) -> None:
        month = view.month
        self._at = {"year": month.year, "month": month.month}
        self.heading.setText(texts.MONTH.format(month=month.month, year=month.year))
        counts = {
            texts.DONE: (month.done, Tone.GOOD),
            texts.PARTLY: (month.partly, Tone.PART),
            texts.NOT_DONE: (month.not_done, Tone.BAD),
            texts.OPEN: (month.open, Tone.CALM),
        }
        for word, (count, _tone) in counts.items():
            self.numbers[word].setText(str(count))
            self.numbers[word].setAccessibleName(f"{word}: {count}")
        self.bar.show_parts(tuple(Part(word, count, tone) for word, (count, tone) in counts.items()))
        self._show_tasks(view)

    def _show_tasks(self, view: HomeView) -> None:
        waiting = [row for row in view.month.rows if row.state is TaskState.OPEN]
        waiting.sort(key=lambda row: not row.overdue)
        self._past = len(view.month.past)
        self.none.setVisible(not view.month.rows)
        self.tasks.show_lines([self._line(row) for row in waiting])

    def _line(self, row: TaskRow) -> Line:
        opener = partial(self._open, "month", **self._at, item=row.id)
        if row.overdue:
            return Line(row.words, opener, texts.OVERDUE, Tone.BAD)
        return Line(row.words, opener, row.leads[0] if row.leads else "")

    def _more(self, hidden: int) -> str:
        parts = [texts.MORE.format(count=hidden)] if hidden else []
        if self._past:
            parts.append(texts.PAST.format(count=self._past))
        return " · ".join(parts)


class TargetCard(Card):
    def __init__(self, open_screen: Open) -> None:
        super().__init__(texts.TARGETS, "target")
        self._open = open_screen
        self.bar = PartsBar()
        self._lines = QGridLayout()
        self._lines.setVerticalSpacing(0)
        self._lines.setHorizontalSpacing(theme.S)
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnStretch(3, 1)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_view(self, view: HomeView) -> None:
        empty_layout(self._lines)
        counts = dict(view.targets)
        parts = []
        for status in TargetStatus:
            if not (count := counts.get(status, 0)):
                continue
            word, tone = TARGET_STATUS[status]
            parts.append(Part(word, count, tone))
            self._add(len(parts) - 1, word, count, status)
        self.bar.show_parts(tuple(parts))
        self.bar.setVisible(bool(parts))
        if not parts:
            self._lines.addWidget(label(texts.NO_TARGETS, "muted"), 0, 0)

    def _add(self, at: int, word: str, count: int, status: TargetStatus) -> None:
        opener = button(str(count), lambda: self._open("targets", status=status), kind="link")
        opener.setAccessibleName(f"{word}: {count}")
        line, side = divmod(at, 2)
        self._lines.addWidget(opener, line, side * 2)
        self._lines.addWidget(label(word, wrap=False), line, side * 2 + 1)


class CountCard(Card):
    """A number, what it counts, a remark and one thing to do."""

    def __init__(self, heading: str, icon_name: str, pressed: Callable[[], object], action: str = "") -> None:
        super().__init__(heading, icon_name)
        self.number = button("", pressed, kind="number")
        self.words = label("", "muted")
        self.remark = Chip()
        self.body.addWidget(self.number)
        self.body.addWidget(self.words)
        self.body.addWidget(self.remark)
        self.body.addStretch(1)
        if action:
            self.action = button(action, pressed, icon_name="usb")
            self.body.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)

    def show_count(self, number: str, words: str, remark: str = "", tone: Tone = Tone.CALM) -> None:
        self.number.setText(number)
        self.number.setAccessibleName(f"{number} {words}".strip())
        self.number.setVisible(bool(number))
        self.words.setText(words)
        self.remark.show_as(remark, tone)
        self.remark.setVisible(bool(remark))


def show_evidence(card: CountCard, view: HomeView) -> None:
    if not view.evidence_total:
        card.show_count("0", texts.NO_EVIDENCE)
        return
    free = view.evidence_unlinked
    remark = texts.UNLINKED.format(count=free) if free else texts.ALL_LINKED
    card.show_count(str(view.evidence_total), texts.EVIDENCE_COUNT, remark, Tone.PART if free else Tone.GOOD)


def show_backup(card: CountCard, view: HomeView, now: datetime) -> None:
    last = view.last_backup
    if last is None:
        card.show_count("", texts.NEVER, texts.NEVER_WHY, Tone.BAD)
        return
    days = (now.date() - last.date()).days
    if days <= 0:
        card.show_count("", texts.BACKUP_TODAY.format(time=last.strftime("%H:%M")))
        return
    remark = texts.BACKUP_OLD if days > OLD_BACKUP_DAYS else ""
    words = texts.BACKUP_DAYS.format(day=last.strftime(shell_texts.DAY))
    card.show_count(str(days), words, remark, Tone.PART)
