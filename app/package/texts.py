"""Words of the package's contents page and of the titles in `goi.json`."""

from __future__ import annotations

from collections.abc import Mapping

REPORT_TITLE = "Báo cáo {label}"
INDEX_TITLE = "Trang mở đầu: mục lục của gói"
LIST_TITLE = "Danh mục gói"
WHOLE_TITLE = "Cả gói"
SIGNED_LIST_TITLE = "Danh sách tệp được ký"
SIGNATURE_TITLE = "Chữ ký số của gói"
MARK_TITLE = "Dấu hiệu loại gói"
DIRECTORY_TITLE = "Mục lục ở cuối gói"

DEVICE_SIGNER = "máy của {name}"  # never to be taken for a person

SUPERIOR_WORDS: Mapping[str, str] = {
    "phuong": "Phường",
    "xa": "Xã",
    "dac_khu": "Đặc khu",
    "so_gddt": "Sở Giáo dục và Đào tạo",
}

STATE_WORDS: Mapping[str, str] = {
    "open": "Chưa ghi nhận",
    "done": "Đã hoàn thành",
    "partly": "Hoàn thành một phần",
    "not_done": "Chưa hoàn thành",
    "moved": "Dời sang tháng khác",
    "reached": "Đạt",
    "on_the_way": "Đang thực hiện",
    "behind": "Chậm",
    "not_yet_due": "Chưa đến kỳ",
    "no_data": "Chưa có số liệu",
    "not_arising": "Không phát sinh",
    "broken": "Có vi phạm",
}
