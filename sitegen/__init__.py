"""sitegen compiles a course, a folder of Markdown in two languages, into a website.

The stages, in the order in which a build runs them; read ``build.py`` first::

    read  →  parse  →  assemble  →  plan  →  check  →  render  →  write

    build.py        the pipeline          understand.py   its pure stages in a row
    load.py         read and parse        produce.py      render and stage
    cutoff.py       only sentences        workers.py      on all cores
    cli.py          the commands          inspect.py      show, why
    single.py       one HTML file         pack.py         a trainer's pack
    afresh.py       nothing remembered    tell.py         what commands print
    serve/ new/ fix.py                    the development server, skeletons, missing ids

    model/          the nouns: frozen types that the stages hand to each other
    read/           disk → memory: content folder, theme
    parse/          one file of text → Document
    assemble.py     documents → Course: editions paired, modules ordered
    plan/           Course → Plan: which files, at which addresses, from which inputs
    check/          Course and Plan → diagnostics
    render/         Plan and theme → bytes
    write/          bytes → disk, all or nothing
    cache/          what the last build knew
    language/       what is true of a language and not of a page
    report/         diagnostics → text, JSON, annotations
"""

__version__ = "0.1.0"
