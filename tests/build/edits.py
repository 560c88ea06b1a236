"""What people do to a course and its site between two builds, as functions that a seeded chance chooses from.

``EDITS`` is the table; each edit changes the world and says what it did. Edits need not leave the course valid: a
build must then fail alike with and without a cache, and leave the site as it was.
"""

from __future__ import annotations

from collections.abc import Callable

import other_edits as other
import page_edits as page
from world import World

EDITS: tuple[Callable[[World], str], ...] = (
    page.sentence,
    page.longer,
    page.title,
    page.description,
    page.slug,
    page.one_address,
    page.alias,
    page.heading,
    page.headings,
    page.heading_id,
    page.minutes,
    page.add,
    page.add_edition,
    page.link,
    page.delete,
    page.delete_both,
    page.rename,
    other.order_modules,
    other.order_pages,
    other.base_url,
    other.colour,
    other.template,
    other.bad_template,
    other.no_template,
    other.style,
    other.script,
    other.words,
    other.bad_words,
    other.image,
    other.image_unseen,
    other.logo,
    other.new_image,
    other.no_image,
    other.not_shown,
    other.scale,
    other.group,
    page.mark,
    page.draft,
    other.retire,
    page.unseen,
    page.past,
    page.future,
    page.swap,
    page.touch,
    page.saved_again,
    page.checkout,
    page.copied_back,
    page.broken_page,
    other.broken_settings,
    other.loop,
    other.link_out,
    other.lose_output,
    other.lose_folder,
    other.edit_output,
    other.output_times,
    other.nothing,
    other.languages,
    other.languages_and_sentence,
    other.strict,
)
