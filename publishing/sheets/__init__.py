"""Content as tables that spreadsheets open, and back: reading files, what a row means, checking, writing.

`sheet.Sheet` says what the rows of one kind of file are about; the apps above make theirs and give them to their admin.
"""
