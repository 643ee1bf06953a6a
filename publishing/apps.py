from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        from . import changes, uses

        changes.connect()
        changes.listen(uses.refresh)
