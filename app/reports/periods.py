"""Names of reporting periods as they stand on paper and on screen (R122–R133)."""

from __future__ import annotations

from datetime import date

from app.domain.plan import Period

_QUARTERS = ("I", "II", "III", "IV")


def period_label(period: Period, start: date, end: date) -> str:
    """ "tháng 11 năm 2026", "quý IV năm 2026", "6 tháng đầu năm 2026", "năm 2026", "năm học 2026-2027"."""
    if period is Period.MONTH:
        return f"tháng {end.month} năm {end.year}"
    if period is Period.QUARTER:
        return f"quý {_QUARTERS[(end.month - 1) // 3]} năm {end.year}"
    if period is Period.HALF_YEAR:
        return f"6 tháng {'đầu' if end.month == 6 else 'cuối'} năm {end.year}"
    if period is Period.SCHOOL_YEAR:
        return f"năm học {start.year}-{end.year}"
    if period is Period.PRELIMINARY:
        return f"sơ kết năm {end.year}"
    if period is Period.FINAL:
        return f"tổng kết năm {end.year}"
    if period is Period.AD_HOC:
        return f"đột xuất tháng {end.month} năm {end.year}"
    return f"năm {end.year}"
