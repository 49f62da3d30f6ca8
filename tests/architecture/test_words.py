"""Where words may stand: sentences in the message table, a screen's words in its texts.py."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable

import pytest

from tests.helpers.source import REPO, Module, modules, parse, strings, told

WORDLESS = {"domain", "services", "sync", "jobs", "models", "store"}
# path → why its Vietnamese letters are no words for the user.
LETTERS_NOT_WORDS = {
    "app/domain/text.py": "the alphabet itself",
}
VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)

# Office people do not say these (design.md §1); the plain words are in the sentences around.
JARGON = re.compile(
    r"(?<!\.)\b(hash|sha-?\d*|checksum|exports?|imports?|sync|database|cơ sở dữ liệu|commit|backup|restore"
    r"|blob|manifest|container|metadata|log|error|exception|timeout|null|none|server|client|upload"
    r"|download|folder|file|path|xuất khẩu|nhập khẩu|đồng bộ hóa|asic-?e?|cades|pades|cms|json|xml|zip)\b",
    re.IGNORECASE,
)
# A jargon word that a certain sentence needs, with the reason: (file, word) → why.
NEEDED_JARGON: dict[tuple[str, str], str] = {}

# Calls of Qt whose first text a person reads.
SHOWN_BY = {"QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction"}
SHOWN_BY |= {"setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setTitle", "setStatusTip"}
SHOWN_BY |= {"setAccessibleName", "setAccessibleDescription", "addItem", "addTab", "showMessage"}


def word_faults(all_modules: Iterable[Module]) -> list[str]:
    """Vietnamese literals where only keys of sentences belong, or outside a screen's texts.py."""
    return [
        f"{module.path}:{node.lineno}: {node.value!r} belongs in "
        + ("a texts.py of its screen" if module.area == "ui" else "resources/messages or app/ui")
        for module in all_modules
        if module.area in WORDLESS or (module.area == "ui" and not module.path.endswith("texts.py"))
        if module.path not in LETTERS_NOT_WORDS
        for node in strings(module)
        if VIETNAMESE.search(unicodedata.normalize("NFC", str(node.value)))
    ]


def shown_faults(all_modules: Iterable[Module]) -> list[str]:
    """Letters given straight to a widget: Vietnamese or not, they belong in texts.py."""
    found = []
    for module in all_modules:
        if module.area != "ui":
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if (
                name in SHOWN_BY
                and isinstance(first, ast.Constant)
                and re.search(r"[^\W\d_]{2}", str(first.value))
                and isinstance(first.value, str)
            ):
                found.append(f"{module.path}:{node.lineno}: {name}({first.value!r}) belongs in texts.py")
    return found


def jargon_faults(all_modules: Iterable[Module]) -> list[str]:
    """Jargon in a screen's words; identifiers and keys (no space, no Vietnamese letter) are left alone."""
    return [
        f"{module.path}:{node.lineno}: {match.group()!r} in {node.value!r}"
        for module in all_modules
        if module.area == "ui" and module.path.endswith("texts.py")
        for node in strings(module)
        if " " in str(node.value) or VIETNAMESE.search(str(node.value))
        for match in JARGON.finditer(re.sub(r"\{.*?\}", "", str(node.value)))
        if (module.path, match.group().lower()) not in NEEDED_JARGON
    ]


RULES = [word_faults, shown_faults, jargon_faults]


@pytest.mark.parametrize("rule", RULES)
def test_the_program_keeps_the_rule(rule: object) -> None:
    assert callable(rule)
    assert told(rule(modules("app"))) == ""


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (word_faults, "app/domain/a.py", 'raise ValueError("Hỏng rồi")'),
        (word_faults, "app/services/a.py", 'x = f"Đã lưu {1}"'),
        (word_faults, "app/jobs/a.py", 'x = {"a": "e\u0302"}'),
        (word_faults, "app/ui/home.py", 'x = "Trang chủ"'),
        (shown_faults, "app/ui/home.py", 'label.setText("OK")'),
        (shown_faults, "app/ui/home.py", 'QtWidgets.QLabel("Save", parent)'),
        (jargon_faults, "app/ui/home/texts.py", 'X = "Xong phần import"'),
        (jargon_faults, "app/ui/home/texts.py", 'X = "Mã HASH: {hash}"'),
    ],
)
def test_the_rule_bites(rule: object, path: str, text: str) -> None:
    assert callable(rule)
    assert len(rule([parse(path, text)])) == 1


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (word_faults, "app/domain/a.py", '"""Chỉ tiêu."""\nx = "target"  # chỉ tiêu'),
        (word_faults, "app/intake/facts.py", 'x = "căn cứ"'),
        (word_faults, "app/ui/home/texts.py", 'x = "Trang chủ"'),
        (
            shown_faults,
            "app/ui/home.py",
            'a.setText(texts.TITLE); a.setText("—"); a.setObjectName("ok")',
        ),
        (jargon_faults, "app/ui/home/texts.py", 'X = {"import": "Đọc kế hoạch {path}"}'),
    ],
)
def test_the_rule_lets_pass(rule: object, path: str, text: str) -> None:
    assert callable(rule)
    assert told(rule([parse(path, text)])) == ""


@pytest.mark.parametrize("path", LETTERS_NOT_WORDS)
def test_an_exception_is_still_needed(path: str) -> None:
    module = parse(path, (REPO / path).read_text(encoding="utf-8"))
    assert any(VIETNAMESE.search(str(node.value)) for node in strings(module))
