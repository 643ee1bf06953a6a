from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    name = "glossary"
    verbose_name = "Glossary"

    def ready(self) -> None:
        import search
        from publishing import changes, markdown

        from . import linking
        from .models import Term, citations_follow

        markdown.register(linking)
        changes.listen(citations_follow)
        search.register(Term)
