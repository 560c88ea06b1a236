"""What is taken out of scripts and styles before they are published, and what must stay."""

from __future__ import annotations

import pytest

from sitegen.plan.assets import squeeze_css, squeeze_js

JS = [
    ("  const a = 1;\n\n  let b;\n", "const a=1;\nlet b;\n"),
    ("a = b\n  c = d", "a=b\nc=d\n"),
    ("// don't\na = 1; /* don't */\n  /* two\n  lines: `x */\nb", "a=1;\nb\n"),
    ("say(\"a : b\", 'c , d') ;", "say(\"a : b\",'c , d');\n"),
    ('x = "\\" , ";  y = `[ ${a} ]  > ( x )` ;', 'x="\\" , ";y=`[ ${a} ]  > ( x )`;\n'),
    ("t.replace(/ : \\/[ /] /g, (_, a) => a)", "t.replace(/ : \\/[ /] /g,(_,a)=>a)\n"),
    ("ok = /a ; b/.test(t) && /[ , ]/.test(t)", "ok=/a ; b/.test(t)&&/[ , ]/.test(t)\n"),
    ("return / = /.test(t);", "return / = /.test(t);\n"),
    ("n = (100 * a / b) + (c / 2)", "n=(100*a / b)+(c / 2)\n"),
    ("a = b + +c - -d; e++ + f", "a=b + +c - -d;e++ + f\n"),
    ('for (const x of [1]) if (!y) z = "http://a.b" ;', 'for(const x of[1])if(!y)z="http://a.b";\n'),
]
CSS = [
    ("a { b: c; /* d */ }\n\ne,\nf { }", "a{b: c;}e,f{}\n"),
    ('p::before { content: " ; { }"; }', 'p::before{content: " ; { }";}\n'),
    ("a :is(b, c) > d { e: calc(1px + 2px) }", "a :is(b,c) > d{e: calc(1px + 2px)}\n"),
]


@pytest.mark.parametrize(("source", "published"), JS)
def test_a_script(source: str, published: str) -> None:
    assert squeeze_js(source) == published
    assert squeeze_js(published) == published


@pytest.mark.parametrize(("source", "published"), CSS)
def test_a_style(source: str, published: str) -> None:
    assert squeeze_css(source) == published
