from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    name = "glossary"

    def ready(self) -> None:
        import search
        from publishing import markdown

        from . import linking
        from .models import Term

        markdown.register(linking)
        search.register(Term)
