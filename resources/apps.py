from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "People and works"

    def ready(self) -> None:
        import search
        from publishing import archived, links, markdown
        from publishing.desk import cheat_sheet

        from . import citations, examples, outside, previewing
        from .models import Person, Resource

        markdown.register(citations, fill=citations.fill)
        links.register(outside.named)
        archived.register(outside.copies)
        previewing.install()
        cheat_sheet.register(examples.examples)
        search.register(Resource)
        search.register(Person)
