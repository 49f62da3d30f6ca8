"""The limit: a bare PySide6 window with one line of text and a button."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

app = QApplication(sys.argv)
window = QMainWindow()
body = QWidget()
layout = QVBoxLayout(body)
layout.addWidget(QLabel("Sổ CĐS"))
layout.addWidget(QPushButton("Mở"))
window.setCentralWidget(body)
window.resize(1000, 600)
window.show()
sys.exit(app.exec())
