"""The recovery code (mã khôi phục): shown once, kept on paper, two groups asked back."""
