"""The school's own plan (kế hoạch) as Word, PDF and Excel files in the layout of NĐ 30/2020/NĐ-CP."""
