"""Each language's name in itself, and its Open Graph locale.

A course may use any language code; these are only the defaults for ``[labels]`` and ``[locales]`` in ``course.toml``.
"""

from __future__ import annotations

LABELS: dict[str, str] = {
    "cy": "Cymraeg",
    "en": "English",
    "br": "Brezhoneg",
    "ca": "Català",
    "de": "Deutsch",
    "es": "Español",
    "eu": "Euskara",
    "fr": "Français",
    "ga": "Gaeilge",
    "gd": "Gàidhlig",
    "gv": "Gaelg",
    "it": "Italiano",
    "kw": "Kernewek",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
}

LOCALES: dict[str, str] = {
    "cy": "cy_GB",
    "en": "en_GB",
    "br": "br_FR",
    "ca": "ca_ES",
    "de": "de_DE",
    "es": "es_ES",
    "eu": "eu_ES",
    "fr": "fr_FR",
    "ga": "ga_IE",
    "gd": "gd_GB",
    "gv": "gv_IM",
    "it": "it_IT",
    "kw": "kw_GB",
    "nl": "nl_NL",
    "pl": "pl_PL",
    "pt": "pt_PT",
}
