"""Settings and backup (cài đặt và sao lưu)."""
