"""A recorder of what the program says to people; answers are given beforehand (style.md habit 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import Notice, WorldError


@dataclass
class RecordedTalk:
    """`app.ui.screen.Talk` without a window."""

    told: list[str] = field(default_factory=list)
    faults: list[Exception | Notice] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    undos: list[tuple[str, Callable[[], None]]] = field(default_factory=list)
    agree: bool = True
    text: str | None = None
    files: Sequence[Path] = ()
    folder: Path | None = None
    target: Path | None = None

    def tell(self, text: str, next_step: str = "") -> None:
        self.told.append(f"{text} {next_step}".strip())

    def fault(self, error: Exception | Notice | WorldError) -> None:
        self.faults.append(error)

    def ask(self, text: str, yes: str, no: str) -> bool:
        self.asked.append(text)
        return self.agree

    def ask_text(self, title: str, label: str, initial: str = "", secret: bool = False) -> str | None:
        self.asked.append(label)
        return self.text

    def open_files(self, title: str, filters: str = "") -> Sequence[Path]:
        return self.files

    def open_file(self, title: str, filters: str = "") -> Path | None:
        return self.files[0] if self.files else None

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        return self.target

    def choose_folder(self, title: str) -> Path | None:
        return self.folder

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        self.undos.append((text, undo))
