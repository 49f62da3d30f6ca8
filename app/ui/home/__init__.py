"""The overview (Tổng quan): one look says what is due and where the school stands."""
