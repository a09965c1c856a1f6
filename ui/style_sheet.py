"""What a palette cannot say: rounded corners, padding and the states of buttons, as one compact style sheet.

Widgets are addressed by class or by the property `look` ("primary", "quiet", "card", "muted" …), never by their name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.theme import Colours

_SHEET = """
QToolTip {{ color: {on_toast}; background: {toast}; border: 0; padding: 6px 8px; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="error"] {{ color: {bad}; }}
QLabel[look="understood"] {{ color: {good}; }}
QFrame[look="card"] {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[look="card"]:focus {{ border: 2px solid {accent}; }}
QLabel[look="toast"] {{ color: {on_toast}; }}
QPushButton[look="toast"] {{ color: {toast_link}; background: transparent; border: 0; font-weight: 500; padding: 0 8px;
  min-height: 28px; }}
QPushButton[look="toast"]:focus {{ border: 2px solid {toast_link}; border-radius: 4px; padding: 0 6px; }}
QFrame[look="divider"] {{ background: {line}; border: 0; }}

QPushButton {{ background: {surface}; color: {text}; border: 1px solid {edge}; border-radius: 6px;
  padding: 0 14px; min-height: 30px; }}
QPushButton:hover {{ background: {raised}; }}
QPushButton:pressed {{ background: {accent_soft}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 0 13px; min-height: 28px; }}
QPushButton:disabled {{ color: {edge}; border-color: {line}; background: {window}; }}
QPushButton[look="primary"], QDialog QPushButton:default {{ background: {accent}; color: {on_accent};
  border-color: {accent}; font-weight: 500; }}
QPushButton[look="primary"]:hover, QDialog QPushButton:default:hover {{ background: {accent_hover}; }}
QPushButton[look="primary"]:focus, QDialog QPushButton:default:focus {{ border: 2px solid {text}; }}
QPushButton[look="primary"]:disabled {{ background: {raised}; color: {edge}; border-color: {line}; }}
QPushButton[look="danger"], QDialog QPushButton[look="danger"]:default {{ background: {bad}; color: {on_bad};
  border-color: {bad}; }}
QPushButton[look="danger"]:disabled, QDialog QPushButton[look="danger"]:default:disabled {{ background: {raised};
  color: {edge}; border-color: {line}; }}
QPushButton[look="quiet"] {{ background: transparent; border-color: transparent; color: {accent}; padding: 0 10px; }}
QPushButton[look="quiet"]:hover {{ background: {accent_soft}; }}
QPushButton[look="quiet"]:focus {{ border: 2px solid {accent}; padding: 0 9px; }}
QPushButton[look="quiet"]:disabled {{ color: {edge}; }}
QPushButton[look="search"] {{ color: {muted}; text-align: left; border-color: {line}; background: {window}; }}
QPushButton[look="search"]:hover {{ border-color: {edge}; }}
QPushButton[look="search"]:focus {{ border: 2px solid {accent}; }}
QPushButton::menu-indicator {{ width: 0; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; }}
QToolButton:hover {{ background: {raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {accent_soft}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 4px; }}
QLineEdit QToolButton {{ padding: 0; border: 0; background: transparent; }}
QToolButton::menu-indicator {{ image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit {{
  background: {surface}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 0 8px;
  selection-background-color: {accent}; selection-color: {on_accent}; placeholder-text-color: {muted}; }}
QLineEdit {{ min-height: 30px; }}
QPlainTextEdit, QTextEdit {{ padding: 4px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {accent}; padding: 0 7px; }}
QLineEdit:focus {{ min-height: 28px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {window}; border-color: {line}; color: {edge}; }}
QLineEdit:read-only {{ background: {window}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {bad}; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: 0; padding: 0; min-height: 0; background: transparent; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {edge}; padding: 4px; outline: 0;
  selection-background-color: {accent_soft}; selection-color: {text}; }}

QTableView, QTreeView, QListView {{ background: {surface}; border: 0; outline: 0; gridline-color: {line};
  selection-background-color: {accent_soft}; selection-color: {text}; }}
QTableView {{ border: 1px solid {line}; border-radius: 4px; }}
QTableView[look="framed"], QTreeView[look="framed"], QListView[look="framed"] {{ border: 1px solid {line};
  border-radius: 8px; }}
QTableView::item, QTreeView::item {{ padding: 0 8px; border-bottom: 1px solid {line}; }}
QTableView::item:hover, QTreeView::item:hover, QListView::item:hover {{ background: {raised}; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{ background: {accent_soft};
  color: {text}; }}
QHeaderView {{ background: {surface}; border: 0; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: 0; border-bottom: 1px solid {edge};
  padding: 0 11px; height: 34px; font-weight: 500; }}
QHeaderView::section:hover {{ color: {text}; background: {raised}; }}
QTableCornerButton::section {{ background: {surface}; border: 0; }}

QScrollArea, QScrollArea > QWidget > QWidget[look="scrolled"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {thumb}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QTabWidget::pane {{ border: 0; border-top: 1px solid {line}; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: 8px 14px; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:focus {{ background: {accent_soft}; }}
QMenu {{ background: {surface}; border: 1px solid {edge}; border-radius: 6px; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; color: {text}; }}
QMenu::item:selected {{ background: {accent_soft}; }}
QMenu::item:disabled {{ color: {edge}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QProgressBar {{ background: {raised}; border: 0; border-radius: 3px; height: 6px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QGroupBox {{ border: 1px solid {line}; border-radius: 8px; margin-top: 10px; padding-top: 8px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 12px; color: {muted}; }}
QDialog {{ background: {window}; }}
"""


def style_sheet(scheme: Colours) -> str:
    """The style sheet in the colours of this scheme."""
    values = {name: getattr(scheme, name) for name in scheme.__dataclass_fields__}
    values["accent_hover"] = "#0a4b4d" if not scheme.is_dark else "#7fd3ce"
    values["on_bad"] = "#ffffff" if not scheme.is_dark else "#2a0703"
    values["thumb"] = "#c9c1b3" if not scheme.is_dark else "#475655"
    return _SHEET.format(**values)
