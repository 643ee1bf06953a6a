from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "People and works"

    def ready(self) -> None:
        import search
        from publishing import markdown

        from . import citations
        from .models import Person, Resource

        markdown.register(citations, fill=citations.fill)
        search.register(Resource)
        search.register(Person)
