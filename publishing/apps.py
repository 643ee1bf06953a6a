from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "Notices and addresses"

    def ready(self) -> None:
        from . import archived, changes, links, markdown, uses

        changes.connect()
        changes.listen(uses.refresh)
        changes.listen(links.follow)
        markdown.register(archived)
