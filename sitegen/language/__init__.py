"""What is true of a language and not of a page: names, alphabet, address words, plural rules.

Pure tables and functions; nothing here knows of courses. A language without entries here works: it is sorted by
Unicode order, and its course gives its own name in ``[labels]``.
"""
