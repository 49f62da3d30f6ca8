"""Words of the shared parts."""

SHOW_SECRET = "Hiện mật khẩu"
HIDE_SECRET = "Ẩn mật khẩu"
BAR_PART = "{word}: {count}"
NOTHING = "chưa có"
