from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HubConfig(AppConfig):
    name = "ipnb_hub"
    verbose_name = "IPNB Hub"

    def ready(self) -> None:
        from ipnb_hub import editors
        from ipnb_hub.ideas import sheets
        from publishing import changes
        from search import indexing

        changes.listen(indexing.index)
        changes.listen(sheets.follow)
        post_migrate.connect(editors.after_migrate)
        post_migrate.connect(sheets.after_migrate)
