"""The password screen (màn hình mật khẩu)."""
