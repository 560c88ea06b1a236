"""sitegen compiles a course, a folder of Markdown in two languages, into a website.

The stages, in the order in which a build runs them; read ``build.py`` first::

    read  →  parse  →  assemble  →  plan  →  check  →  render  →  write

    model/      the nouns: frozen types that the stages hand to each other
    read/       disk → memory: content folder, theme
    parse/      one file of text → Document
    assemble/   documents → Course: editions paired, modules ordered, labels looked up
    plan/       Course → Plan: which files, at which addresses, from which inputs
    check/      Course and Plan → diagnostics
    render/     Plan and theme → bytes
    write/      bytes → disk, all or nothing
    language/   what is true of a language and not of a page
    report/     diagnostics → text, JSON, annotations
"""

__version__ = "0.1.0"
