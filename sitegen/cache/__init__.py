"""What a build remembers of the last one, under ``build/.cache/``.

Three files' worth, all private, all safe to delete, none trusted when damaged or written by another version:

    quick       what was on the disk after the last good build: if it still is, there is nothing to do
    state       each file's digest and document, each page's key: enough to find what a change touches
    pack-N      bodies and page inputs by content digest, read one at a time

No pickle: msgpack with a digest before it. Who writes and who reads is one and the same version of the program.
"""
