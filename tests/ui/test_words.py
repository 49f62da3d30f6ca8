"""Words and look: no English from Qt, NFC, icons and faces that exist, colours people can tell apart."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFontInfo, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QTextEdit,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

import app.ui as ui
from app.domain.journal import Action
from app.domain.org import SchoolKind, SuperiorKind
from app.domain.report import TargetStatus
from app.paths import resources
from app.ui import icons, texts, theme
from app.ui.first_run import texts as first_run
from app.ui.targets import texts as targets
from app.ui.words import texts as words

UI = Path(ui.__file__).parent

# Words of Qt's own dialogs; a button or label made of these is English.
ENGLISH = re.compile(
    r"\b(open|save|cancel|close|yes|no|ok|apply|reset|discard|help|abort|retry|ignore|all|defaults|copy|cut|paste|"
    r"undo|redo|delete|select|name|size|type|date|look|file|folder|next|back|finish|commit|print|show|hide|"
    r"details|new|rename|choose|directory|computer|enter|value)\b",
    re.IGNORECASE,
)


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything a person can read on a widget."""
    yield widget.windowTitle()
    for button in widget.findChildren(QAbstractButton):
        yield button.text()
        yield button.toolTip()
    for shown in widget.findChildren(QLabel):
        yield shown.text()
    for menu in [*widget.findChildren(QMenu)]:
        for action in menu.actions():
            yield action.text().partition("\t")[0]


def english(widget: QWidget) -> list[str]:
    return [text for text in words_of(widget) if ENGLISH.search(text.replace("&", ""))]


def test_the_walk_sees_english(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.addButton("&Save All", QMessageBox.ButtonRole.AcceptRole)
    assert english(box) == ["&Save All"]


def test_every_standard_button_is_vietnamese(qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(button)
    assert len(box.buttons()) == 18 and english(box) == []


def test_standard_dialogs_are_vietnamese(qtbot: QtBot, tmp_path: Path) -> None:
    message = QMessageBox(QMessageBox.Icon.Question, "", "")
    message.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    message.setDetailedText("chi tiết")
    files = QFileDialog(None, "Chọn", str(tmp_path))
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving = QFileDialog(None, "Lưu", str(tmp_path))
    saving.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    progress = QProgressDialog()
    progress.reset()
    for dialog in (message, files, saving, QInputDialog(), QWizard(), progress):
        qtbot.addWidget(dialog)
        dialog.ensurePolished()
        assert english(dialog) == [], type(dialog).__name__


def test_headers_of_the_file_list_are_vietnamese() -> None:
    for head in ("Name", "Size", "Type", "Date Modified"):
        said = QCoreApplication.translate("QFileSystemModel", head)
        assert not ENGLISH.search(said) and said != head


@pytest.mark.parametrize("kind", [QLineEdit, QTextEdit])
def test_context_menus_are_vietnamese(qtbot: QtBot, kind: type[QLineEdit] | type[QTextEdit]) -> None:
    editor = kind()
    qtbot.addWidget(editor)
    menu = editor.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert len(words) >= 7 and not [text for text in words if ENGLISH.search(text.replace("&", ""))]
    menu.deleteLater()


def test_the_print_dialog_is_vietnamese(qtbot: QtBot) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    assert english(dialog) == []


def text_modules() -> list[Path]:
    return sorted(UI.rglob("texts.py"))


@pytest.mark.parametrize("path", text_modules(), ids=lambda path: path.parent.name)
def test_words_are_nfc_without_double_spaces_or_jargon(path: Path) -> None:
    jargon = re.compile(
        r"\b(export|import|sync|hash|database|server|backup|file|folder|password|click|email)\b", re.I
    )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            assert unicodedata.is_normalized("NFC", text), text
            if re.search(r"[À-ỹ]", text):
                assert not jargon.search(re.sub(r"\{.*?\}", "", text)), text


def test_every_value_that_is_shown_has_a_word() -> None:
    assert set(texts.ACTIONS) == {action.value for action in Action}
    assert set(texts.SUPERIOR_WORDS) == {kind.value for kind in SuperiorKind} == set(first_run.SUPERIOR_SHORT)
    assert set(first_run.KINDS) == set(first_run.PREFIXES) == {kind.value for kind in SchoolKind}
    assert set(words.TARGET_STATUS) == set(TargetStatus) and set(targets.LETTERS) == {
        s.value for s in TargetStatus
    }
    assert len(set(targets.LETTERS.values())) == len(TargetStatus)


def test_every_icon_named_in_the_code_exists_and_draws() -> None:
    named, drawn = set(), {path.stem for path in (resources() / "icons").glob("*.svg")}
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(name, str):
                named |= {name} & drawn
    assert {"usb", "target", "shield-check", "arrow-right"} <= named
    for name in named:
        assert not icons.pixmap(name, theme.ACCENT, 18).isNull()


def test_icons_are_tinted() -> None:
    image = icons.pixmap("check", "#FF0000", 24).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() > 200
    }
    assert colours == {"#ff0000"}


def test_our_font_is_used_and_has_every_vietnamese_letter() -> None:
    assert QFontInfo(QApplication.font()).family() == theme.FAMILY
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", base + mark) for base in "aăâeêioôơuưy" for mark in marks} | {"đ"}
    for face in ("Regular", "Medium", "SemiBold", "Bold"):
        raw = QRawFont(str(resources() / "fonts" / f"BeVietnamPro-{face}.ttf"), 13)
        assert all(raw.supportsCharacter(ord(c)) for letter in letters for c in (letter, letter.upper()))


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shown = QColor(colour)
    red, green, blue = (linear(part) for part in (shown.redF(), shown.greenF(), shown.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_are_readable_on_their_ground() -> None:
    pairs = [
        (theme.TEXT, theme.WINDOW), (theme.MUTED, theme.WINDOW), (theme.MUTED, theme.SURFACE),
        (theme.ACCENT, theme.SURFACE), (theme.ACCENT, theme.ACCENT_SOFT), (theme.SURFACE, theme.ACCENT),
        (theme.RAIL_TEXT, theme.RAIL), (theme.RAIL_TEXT, theme.RAIL_HOVER), ("#9DB8BC", theme.RAIL),
    ]  # fmt: skip
    pairs += [(shade.strong, shade.soft) for shade in theme.SHADES.values()]
    pairs += [(shade.strong, theme.SURFACE) for shade in theme.SHADES.values()]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert contrast(theme.LINE_STRONG, theme.SURFACE) >= 2.8  # edges of fields


def test_a_password_field_shows_what_the_editor_made_of_the_keys(qtbot: QtBot) -> None:
    from app.ui.widgets.password import PasswordEdit

    field = PasswordEdit()
    qtbot.addWidget(field)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.actions()[0].trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhNoPredictiveText


def test_the_compiled_translation_is_that_of_the_source_file() -> None:
    from xml.etree import ElementTree

    root = ElementTree.parse(resources() / "i18n" / "qtbase_vi.ts").getroot()
    stale = []
    for context in root.iter("context"):
        for message in context.iter("message"):
            source, wanted = message.findtext("source", ""), message.findtext("translation", "")
            if QCoreApplication.translate(context.findtext("name", ""), source) != wanted:
                stale.append(source)
    assert stale == []
