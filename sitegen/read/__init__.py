"""Disk → memory: the only place that opens content and themes.

Comes in: folders. Goes out: texts, stats and the problems of files that cannot be read. Nothing is understood here
beyond encodings; nothing is written.
"""
