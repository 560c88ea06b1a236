"""Plan and theme → bytes.

Comes in: planned files, documents' bodies, a theme with its catalogues. Goes out: the bytes of each file. Pure but for
the compiled templates that it keeps beside this user's other caches.
"""

from sitegen.render.packs import pack_page
from sitegen.render.renderer import Renderer
from sitegen.render.words import RenderProblem

__all__ = ["RenderProblem", "Renderer", "pack_page"]
