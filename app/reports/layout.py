"""Measures of an administrative document: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I.

All lengths are PDF points. Each constant names the place of the decree it comes from; where the
decree leaves a range the value chosen stands inside it.
"""

from __future__ import annotations

MM = 72 / 25.4

# I.1-3: paper and margins
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
MARGIN_TOP = 20 * MM  # 20-25 mm
MARGIN_BOTTOM = 20 * MM  # 20-25 mm
MARGIN_LEFT = 30 * MM  # 30-35 mm
MARGIN_RIGHT = 15 * MM  # 15-20 mm
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

# I.7: page number, 13-14 pt upright, centred in the top margin, hidden on the first page
PAGE_NUMBER_PT = 13.0
PAGE_NUMBER_FROM_TOP = 12 * MM  # baseline

# II.1-4: letterhead. Boxes 2 and 3 on the left, 1 and 4 on the right (IV.2)
LEFT_COLUMN = 70 * MM
RIGHT_COLUMN = TEXT_WIDTH - LEFT_COLUMN
NATION_PT = 12.0  # II.1a: 12-13, bold
MOTTO_PT = 13.0  # II.1b: 13-14, bold; rule as long as the words
SUPERIOR_PT = 12.0  # II.2b: 12-13, upright
ISSUER_PT = 12.0  # II.2b: 12-13, bold; rule 1/3-1/2 of the words
NUMBER_PT = 13.0  # II.3c: 13
DATE_PT = 13.0  # II.4c: 13-14, italic
LETTERHEAD_LEADING = 15.0  # II.1c, II.2b: single spacing
NUMBER_BLANK = 13 * MM  # room for a number of up to four digits
SHORT_RULE = 0.42  # II.2b, II.5b: 1/3-1/2 of the words
RULE_WIDTH = 0.7
RULE_GAP = 4.5  # below the baseline

# II.5-6, 9: title, addressee, body
TITLE_PT = 14.0  # II.5b: 13-14, bold
BODY_PT = 14.0  # II.6e: 13-14
BODY_LEADING = 17.0  # II.6e: single (16.1 pt in this font) to 1.5 lines
PARAGRAPH_GAP = 6.0  # II.6e: at least 6 pt
FIRST_LINE = 12.7 * MM  # II.6e: 1 cm or 1.27 cm
TABLE_PT = 11.0  # tables: not ruled by the decree
TABLE_LEADING = 13.0
CELL_PADDING = 3.0

# II.7-9: signature block, recipients
SIGNER_PT = 14.0  # II.7đ: 13-14, bold
RECIPIENTS_HEAD_PT = 12.0  # II.9d: 12, bold italic, level with the signer's title
RECIPIENTS_PT = 11.0  # II.9d: 11
RECIPIENTS_LEADING = 13.0
RECIPIENTS_WIDTH = 72 * MM
SIGNER_COLUMN_LEFT = 74 * MM  # from the left margin
# II.7d: the person's mark stands between title and name; II.8a: the seal in real size (36 mm is the
# largest in use) covers about a third of that mark on its left
PERSON_WIDTH = 54 * MM
PERSON_HEIGHT = 26 * MM
SEAL_SIZE = 36 * MM
SEAL_OVERLAP = 1 / 3
SIGNING_ROOM = 38 * MM

# III.1b-c: annex, "Phụ lục" 14 bold, title 13-14 bold capitals, pointer 13-14 italic
ANNEX_PT = 14.0
