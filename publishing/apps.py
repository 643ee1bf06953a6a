from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "Notices and addresses"

    def ready(self) -> None:
        from . import changes, uses

        changes.connect()
        changes.listen(uses.refresh)
