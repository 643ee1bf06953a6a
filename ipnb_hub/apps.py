from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HubConfig(AppConfig):
    name = "ipnb_hub"
    verbose_name = "IPNB Hub"

    def ready(self) -> None:
        from articles import editions
        from ipnb_hub import beginnings, context, editors
        from ipnb_hub.ideas import sheets
        from publishing import changes, history, written
        from publishing.models import Notice
        from search import indexing

        changes.listen(indexing.index)
        changes.listen(sheets.follow)
        changes.listen(history.keep)  # after them: what they add to an object belongs to its version
        changes.listen(editions.freeze)  # reads what was kept
        written.register(Notice, context.seen, text=(written.Shape.BLOCKS, "div"))
        post_migrate.connect(editors.after_migrate)
        post_migrate.connect(sheets.after_migrate)
        post_migrate.connect(beginnings.after_migrate)
