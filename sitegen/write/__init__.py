"""bytes → disk: only what changed, all or nothing, and nothing that is not ours.

In: the paths that a site shall hold, each with its key, and the bytes of those that changed. Out: the output
folder, holding exactly these beside whatever others put there, and a ``Report``.

Everything private stands in ``.sitegen/`` inside the output folder, so that renames never cross file systems::

    lock        held while a build has the site open (``lock``)
    manifest    what we wrote, and how it looked on disk afterwards (``manifest``)
    stage/      new files, complete, waiting for the commit (``stage``)
    journal     what a commit is about to do, complete before it begins (``journal``)

``site`` is the door, ``folder`` says where we may build, ``names`` which paths we may write, ``scan`` which files
stand as we left them, ``change`` what a commit has to do, ``failures`` how it can fail.

Promises. A file of the site is replaced by a rename, never written in place: a reader sees the old bytes or the new.
Killed at any moment, the site holds whole files, and the next opening finishes or forgets the commit. Files that
we did not write, or that somebody changed since, are not deleted; nothing is written or deleted through a symbolic
link. A commit with nothing to do writes nothing.

What a loss of power may cost: only the journal is forced to the disk (``fsync``), so the newest files may be empty
or short and the manifest may be an older or a damaged one. Sizes, times and digests show it: the next build writes
those files again. If the manifest itself was lost, pages that were planned no more stay until removed by hand.
"""

from sitegen.write.change import Report
from sitegen.write.failures import MachineFailed, Refused
from sitegen.write.manifest import Written
from sitegen.write.site import Site, open_site
from sitegen.write.stage import Staged

__all__ = ["MachineFailed", "Refused", "Report", "Site", "Staged", "Written", "open_site"]
