"""Sentences of the report written from the frozen data (R108, R134): counts, causes, remedies, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.domain.report import ReportSnapshot, TargetLine, TargetStatus, TaskLine, TaskState
from app.reports.texts import cause_words, date_words, short_date

_OPENING = (
    "Thực hiện {plan}, {school} báo cáo kết quả thực hiện {period} (số liệu tính đến hết {day}) như sau:"
)
_CLOSING = "Trên đây là báo cáo kết quả thực hiện kế hoạch chuyển đổi số {period} của {school}./."
_NO_WORK = "Trong {period}, kế hoạch không có nhiệm vụ, chỉ tiêu phải báo cáo."
_TASKS = "Trong {period}, nhà trường có {total} nhiệm vụ phải thực hiện theo kế hoạch; "
_ALL_DONE = "tính đến hết ngày {day} đã hoàn thành toàn bộ. Kết quả cụ thể như sau:"
_SOME_DONE = "tính đến hết ngày {day}: {counts}. Kết quả cụ thể như sau:"
_TARGETS = "Nhà trường theo dõi {total} chỉ tiêu của kế hoạch, trong đó: {counts}. Kết quả cụ thể như sau:"
_ESTIMATE = "Ghi chú: số liệu có ghi “(ước)” là số ước thực hiện, được điều chỉnh ở kỳ báo cáo sau."
_ANNEX = "Danh mục minh chứng ({total} minh chứng) tại Phụ lục kèm theo Báo cáo này."
_UNFINISHED = "Các nhiệm vụ chưa hoàn thành trong kỳ:"
_BEHIND = "Các chỉ tiêu cần tập trung chỉ đạo:"

_TASK_COUNTS = {
    TaskState.DONE: "{n} nhiệm vụ đã hoàn thành",
    TaskState.PARTLY: "{n} nhiệm vụ hoàn thành một phần",
    TaskState.NOT_DONE: "{n} nhiệm vụ chưa thực hiện",
    TaskState.MOVED: "{n} nhiệm vụ chuyển sang thời gian khác",
    TaskState.OPEN: "{n} nhiệm vụ chưa ghi nhận kết quả",
}
_TARGET_COUNTS = {
    TargetStatus.REACHED: "{n} chỉ tiêu đạt",
    TargetStatus.ON_THE_WAY: "{n} chỉ tiêu đang thực hiện",
    TargetStatus.BEHIND: "{n} chỉ tiêu chậm tiến độ",
    TargetStatus.BROKEN: "{n} chỉ tiêu có vi phạm",
    TargetStatus.NOT_ARISING: "{n} chỉ tiêu không phát sinh",
    TargetStatus.NOT_YET_DUE: "{n} chỉ tiêu chưa đến kỳ",
    TargetStatus.NO_DATA: "{n} chỉ tiêu chưa có số liệu",
}
_UNFINISHED_STATES = {
    TaskState.PARTLY: "hoàn thành một phần",
    TaskState.NOT_DONE: "chưa thực hiện",
    TaskState.MOVED: "chuyển sang thời gian khác",
}
_LAGGING_STATES = {TargetStatus.BEHIND: "chậm tiến độ", TargetStatus.BROKEN: "có vi phạm"}


def sentence(text: str) -> str:
    """`text` closed by one full stop."""
    text = text.strip().rstrip(".;,: ")
    return f"{text}." if text else ""


def opening(snapshot: ReportSnapshot) -> str:
    """The plan carried out, who reports, for which period, figures as of the cut-off (R5, R132)."""
    return _OPENING.format(
        plan=_plan(snapshot),
        school=snapshot.school.name,
        period=snapshot.window.label,
        day=f"ngày {short_date(snapshot.window.cut_off)}",
    )


def _plan(snapshot: ReportSnapshot) -> str:
    """The plan cited in full: kind, number, date, issuer, subject (NĐ 30/2020 II.6b)."""
    subject = snapshot.plan_title.strip()
    if subject.lower().startswith("kế hoạch"):
        subject = subject[len("kế hoạch") :].strip()
    first = subject.split(" ", 1)[0]
    if not (len(first) > 1 and first.isupper()):
        subject = subject[:1].lower() + subject[1:]
    parts = ["Kế hoạch"]
    if snapshot.plan_number:
        parts.append(f"số {snapshot.plan_number}")
    if snapshot.plan_issued_on:
        parts.append(date_words(snapshot.plan_issued_on))
    parts.append(f"của {snapshot.school.name}")
    if subject:
        parts.append(subject if subject.lower().startswith(("về ", "v/v ")) else f"về {subject}")
    return " ".join(parts)


def closing(snapshot: ReportSnapshot) -> str:
    """The last paragraph, ended by "./."."""
    return _CLOSING.format(period=snapshot.window.label, school=snapshot.school.name)


def no_work(snapshot: ReportSnapshot) -> str:
    """What an empty report says instead of empty tables."""
    return _NO_WORK.format(period=snapshot.window.label)


def tasks_intro(snapshot: ReportSnapshot) -> str:
    """Counts of done, partly, not done, moved, not recorded."""
    counts = Counter(task.state for task in snapshot.tasks)
    day = short_date(snapshot.window.cut_off)
    start = _TASKS.format(period=snapshot.window.label, total=_two(len(snapshot.tasks)))
    if counts[TaskState.DONE] == len(snapshot.tasks):
        return start + _ALL_DONE.format(day=day)
    words = [text.format(n=_two(counts[state])) for state, text in _TASK_COUNTS.items() if counts[state]]
    return start + _SOME_DONE.format(day=day, counts="; ".join(words))


def targets_intro(targets: tuple[TargetLine, ...]) -> str:
    """Counts by status; not yet due and without data are named, never counted as 0 %."""
    counts = Counter(target.status for target in targets)
    words = [text.format(n=_two(counts[status])) for status, text in _TARGET_COUNTS.items() if counts[status]]
    return _TARGETS.format(total=_two(len(targets)), counts="; ".join(words))


def estimate_note(targets: tuple[TargetLine, ...]) -> str:
    """The note under the target table, only where a figure is an estimate (R132)."""
    return _ESTIMATE if any(target.estimate for target in targets) else ""


def annex_pointer(total: int) -> str:
    """The body must point to its annex (NĐ 30/2020 III.1a)."""
    return _ANNEX.format(total=_two(total))


def unfinished(tasks: Iterable[TaskLine]) -> list[str]:
    """A head line and one line for each unfinished task: cause, remedy, new date (R108)."""
    lines = [_unfinished(task) for task in tasks if task.state in _UNFINISHED_STATES]
    return [_UNFINISHED, *lines] if lines else []


def _unfinished(task: TaskLine) -> str:
    leads = f" ({', '.join(task.leads)})" if task.leads else ""
    parts = [f"- {task.words.strip().rstrip('.;')}{leads}: {_UNFINISHED_STATES[task.state]}."]
    for label, words in (
        ("Nguyên nhân", cause_words(task.cause)),
        ("Giải pháp", task.remedy),
        ("Thời gian hoàn thành mới", task.new_date),
    ):
        if words.strip():
            parts.append(sentence(f"{label}: {words.strip()}"))
    return " ".join(parts)


def lagging(targets: Iterable[TargetLine]) -> list[str]:
    """A head line and one line for each target that is behind or broken."""
    lines = [_lagging(target) for target in targets if target.status in _LAGGING_STATES]
    return [_BEHIND, *lines] if lines else []


def _lagging(target: TargetLine) -> str:
    reached = target.cumulative or target.achieved
    figures = [f"kế hoạch {target.planned}"] if target.planned else []
    figures += [f"đã thực hiện {reached}"] if reached else []
    aside = f" ({', '.join(figures)})" if figures else ""
    return f"- {target.words.strip().rstrip('.;')}: {_LAGGING_STATES[target.status]}{aside}."


def listed(items: Iterable[str]) -> list[str]:
    """Items as a dashed list: each ends ";", the last "."."""
    words = [item.strip().lstrip("-–•+ ").rstrip(".;, ") for item in items]
    words = [item for item in words if item]
    return [f"- {item}{'.' if n == len(words) else ';'}" for n, item in enumerate(words, 1)]


def _two(count: int) -> str:
    return f"{count:02d}"
