"""The benchmark: sitegen beside Hugo, Pelican, mdBook and Material for MkDocs, on the same words.

Map of this folder, in the order in which a run uses it:

    setup.py       one venv per peer, pinned in requirements.txt
    words.toml     the two languages' words and sentence frames; words.py makes sentences of them
    page.py        one page in one language, with its exercise
    corpus.py      words → an invented course of N pages per language, and the two edits
    tools.py       what a measured tool is; sitegen as one
    peers.py       the four peers: how each gets the course, is run, and where its pages are
    hugo/ pelican/ the layouts that these two need, since they have no theme of their own
    measure.py     wall time and peak memory of a command's process tree
    run.py         the measuring plan and the command line
    report.py      numbers → Markdown tables and JSON, with the targets
    machine.py     the machine that they were measured on

Start it from the project's root: ``python -m bench.run --pages 1000``.
"""
