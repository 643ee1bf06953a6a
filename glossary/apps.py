from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    name = "glossary"
    verbose_name = "Glossary"

    def ready(self) -> None:
        import search
        from publishing import changes, markdown
        from publishing.desk import cheat_sheet

        from . import examples, linking, reading
        from .models import Term, citations_follow

        markdown.register(linking)
        changes.listen(citations_follow)
        reading.install()
        cheat_sheet.register(examples.examples)
        search.register(Term)
